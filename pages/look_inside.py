"""The layers and feature maps of a network for the line that is drawn, and the attribution maps of each head."""

import streamlit as st

from ui.look_inside import fields
from ui.look_inside.architecture import KEYS, draw_architecture
from ui.look_inside.checkpoints import draw_checkpoints
from ui.look_inside.sections import draw_questions
from ui.shared import keyboard, networks, page_frame, picture_strip
from ui.shared.layout import horizontal

page_frame.open_page(
    "Look inside", "What happens to a picture between the first layer and the four answers?", fields.PARTS
)
keyboard.use_keys(*KEYS)
with horizontal(key="choice_part"):
    network = networks.answering_network()
    chosen = picture_strip.draw_picture_buttons("pages/look_inside.py")
draw_architecture(network, chosen)
with st.container(key="checkpoints_part"):
    draw_checkpoints(network, chosen.picture)
with st.container(key="questions_part"):
    draw_questions(network, chosen.picture)
