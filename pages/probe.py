"""Change one factor of a line at a time, and see where each prediction changes."""

import streamlit as st

from ui.probe import fields
from ui.probe.sections import draw_probe_sections
from ui.shared import networks, page_frame, picture_strip
from ui.shared.layout import horizontal

page_frame.open_page("Probe", "Change one thing about a line: where does each head change its mind?", fields.PARTS)
with horizontal(key="choice_part"):
    network = networks.answering_network()
    with st.container():
        chosen = picture_strip.draw_picture_strip(network, "pages/probe.py")
draw_probe_sections(network, chosen.drawing)
