"""The parts of the Explore page: which network answers, and the canvas with the cards that follow the pointer."""

import streamlit as st

from data.line_detector import has_line
from model.predict import Predictor, answers
from ui.explore import keep_drawing, uploads
from ui.explore.head_cards import head_cards
from ui.explore.line_pad import line_pad
from ui.shared import canvas_state, networks, session_keys
from ui.shared.format import in_words
from ui.shared.ground_truth import truth

CANVAS = 350  # px wide, with its tools
KEEPING = 470  # px for the buttons of kept drawings; on a phone they have rows of their own
WHY = """
**The input** is 28×28 pixels: what you draw is painted, and only those pixels reach the network.

**One trunk, four heads.** Length, width and colour are one sigmoid unit each: it slides between two classes and
decides at one half. The angle head has twelve units, one for every 15°; they share 100 %.

**0° meets 165°.** A line has no direction, so after 165° comes 0° again: the dial shows 0 on both sides, and a line at
172° may well be read as 0°.

**Off the grid.** The network has seen 7 and 15 px, 1 and 3 px, red and blue, steps of 15°. Anything between has no
right answer: watch where each head changes its mind.

**No line found** is our own check: of an empty picture a network still says something, confidently.
"""


def bar() -> Predictor:
    """Draw the row on top; returns the network that answers."""
    with st.container(horizontal=True, vertical_alignment="center"):
        network = networks.answering(width=CANVAS)
        uploads.uploader()
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY)
        with st.container(width=KEEPING):
            keep_drawing.strip(network.name)
    return network.predictor


@st.fragment
def reading(predict: Predictor) -> None:
    """The canvas and the head cards: runs alone for each move of the pointer."""
    state, drawing = canvas_state.state(), canvas_state.current()
    canvas_state.name_picture()
    picture, spec = canvas_state.pixels(drawing), drawing.spec
    answer, found = answers(predict(picture[None]))[0], has_line(picture)
    row = st.container(horizontal=True, gap="medium")
    with row.container(width=CANVAS):
        line_pad(
            drawing,
            picture,
            in_words(answer, found),
            ack=state["seq"],
            version=state["version"],
            key=session_keys.PAD,
            on_change=canvas_state.take_change,
        )
    with row.container():
        known = None if spec is None else truth(spec)
        head_cards(picture, answer, found=found, truth=known, seq=state["seq"], key=session_keys.CARDS)
