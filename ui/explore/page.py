"""The parts of the Explore page: the bar with the network picker, and the canvas with the head cards."""

import streamlit as st

from data.line_detector import has_line
from model.predict import answers
from training.catalogue import TrainedNetwork
from ui.explore import keep_drawing, uploads
from ui.explore.head_cards import head_cards
from ui.shared import canvas_state, networks, session_keys
from ui.shared.format import answer_text
from ui.shared.ground_truth import truth
from ui.shared.help_text import NETWORK_FIGURE_HELP
from ui.shared.keyboard import PageKey
from ui.shared.layout import horizontal, why_popover
from ui.shared.line_pad import line_pad

KEYS = (
    PageKey("ArrowRight", "Draw a random line.", "pad [data-act=random]"),
    PageKey("ArrowLeft", "Go back to the drawing before.", "pad [data-act=undo]"),
)
_CANVAS = 350  # px wide, with its tools
_WHY = (
    """
**The input** is 28×28 pixels: what you draw is painted, and only those pixels reach the network.

**One trunk, four heads.** Length, width and colour are one sigmoid unit each: it slides between two classes and
decides at one half. The angle head has twelve units, one for every 15°; their probabilities add up to 100 %.

**0° meets 165°.** A line has no direction, so after 165° comes 0° again: the dial shows 0 on both sides, and a line at
172° may well be read as 0°.

**Off the grid.** The network was trained on 7 and 15 px, 1 and 3 px, red and blue, steps of 15°. For values between the
card names the nearest class; ✓ says that the head answers it, ✗ that it answers another. Watch where each prediction
changes.

**While you draw** your browser paints and answers by itself. The server hears of the drawing when you let go, and
answers too: both must say the same. Networks of more than a million parameters answer on the server alone.

**No line found** is a check before the network: on an empty picture the heads still predict, often with high
confidence.
"""
    + NETWORK_FIGURE_HELP
)


def draw_bar() -> TrainedNetwork:
    """Draw the top row; returns the chosen network."""
    with horizontal(key="explore_bar"):
        network = networks.answering_network(width=_CANVAS)
        uploads.draw_uploader()
        keep_drawing.draw_drawing_buttons(network.name)
        why_popover(_WHY)
    return network


@st.fragment
def draw_canvas_and_cards(network: TrainedNetwork) -> None:
    """Draw the canvas and the head cards; the fragment runs for each change that the browser sends."""
    state, drawing = canvas_state.state(), canvas_state.current()
    canvas_state.write_picture_link()
    picture, spec = canvas_state.pixels(drawing), drawing.spec
    answer, line_found = answers(network.predictor(picture[None]))[0], has_line(picture)
    row = horizontal("top", gap="medium")
    of_browser = {"version": state["version"], "network": networks.browser_address(network)}
    with row.container(width=_CANVAS, key="canvas_part"):
        line_pad(drawing, picture, answer_text(answer, line_found), ack=state["seq"], **of_browser)
    with row.container():
        known = None if spec is None else truth(spec)
        numbers = {"seq": state["seq"], **of_browser}
        head_cards(picture, answer, line_found=line_found, truth=known, **numbers, key=session_keys.CARDS)
