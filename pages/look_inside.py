"""The network as a picture: its layers, filters and maps, and where each head looks."""

import streamlit as st

from ui import frame, networks, selection
from ui.inside.anatomy import anatomy
from ui.inside.sections import sections

frame.open_page("Look inside")
with st.container(horizontal=True, vertical_alignment="center"):
    network = networks.answering()
    chosen = selection.strip(network, "pages/look_inside.py")
anatomy(network, chosen.picture)
sections(network, chosen.picture)
