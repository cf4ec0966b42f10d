"""Change a line in every way, and see where each head changes its mind."""

import streamlit as st

from ui.probe.sections import sections
from ui.shared import networks, page_frame, picture_strip

page_frame.open_page("Probe")
with st.container(horizontal=True, vertical_alignment="center"):
    network = networks.answering()
    with st.container():
        chosen = picture_strip.strip(network, "pages/probe.py")
sections(network, chosen.drawing)
