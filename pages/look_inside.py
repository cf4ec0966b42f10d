"""The network as a picture: its layers, filters and maps, and where each head looks."""

import streamlit as st

from ui.look_inside.architecture import anatomy
from ui.look_inside.sections import sections
from ui.shared import networks, page_frame, picture_strip

page_frame.open_page("Look inside")
with st.container(horizontal=True, vertical_alignment="center"):
    network = networks.answering()
    chosen = picture_strip.strip(network, "pages/look_inside.py")
anatomy(network, chosen.picture)
sections(network, chosen.picture)
