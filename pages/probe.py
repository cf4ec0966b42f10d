"""Change a line in every way, and see where each head changes its mind."""

import streamlit as st

from ui import frame, networks, selection
from ui.response.sections import sections

frame.open_page("Probe")
with st.container(horizontal=True, vertical_alignment="center"):
    network = networks.answering()
    with st.container():
        chosen = selection.strip(network, "pages/probe.py")
sections(network, chosen.drawing)
