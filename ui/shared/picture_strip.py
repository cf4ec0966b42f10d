"""The one chosen picture that all pages share: it is what lies on the canvas of Explore, and it stands in the link."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from data.enlarge import enlarged
from data.labels import CLASS_COUNT
from data.line import Lines
from data.line_detector import has_line
from data.paint import PAINTERS
from data.sample import every_placement
from model.predict import answers
from training.catalogue import TrainedNetwork
from ui.shared import canvas_state
from ui.shared.drawing import Drawing
from ui.shared.format import in_words
from ui.shared.ground_truth import Truth, truth
from ui.shared.url_state import switch_page

PAGES = {  # script -> (label, icon)
    "pages/explore.py": ("Explore", ":material/draw:"),
    "pages/look_inside.py": ("Look inside", ":material/visibility:"),
    "pages/probe.py": ("Probe", ":material/tune:"),
}
THUMBNAIL = 84  # px


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    picture: np.ndarray  # (28, 28, 3) uint8
    drawing: Drawing  # of kind 'line' it has a `spec`
    truth: dict[str, Truth] | None  # per head; None where nothing is known


def chosen() -> Chosen:
    """The chosen picture: the link's if that has changed, else what was on the canvas last. The link then names it."""
    canvas_state.begin()
    canvas_state.follow_link()
    drawing = canvas_state.current()
    spec = drawing.spec
    return Chosen(picture=canvas_state.pixels(drawing), drawing=drawing, truth=None if spec is None else truth(spec))


def choose(picture: np.ndarray, drawing: Drawing | None = None) -> None:
    """Make this the chosen picture: as a line if `drawing` paints just these pixels, else as pixels."""
    canvas_state.begin()
    if drawing is not None and np.array_equal(drawing.painted(), picture):
        canvas_state.put(drawing)
    else:
        canvas_state.open_picture(picture)


def strip(network: TrainedNetwork, here: str) -> Chosen:
    """Draw one row: the chosen picture, what the heads say of it, and the ways to another one and to other pages.

    Args:
        here: The script of this page, in `PAGES`.
    """
    now = chosen()
    answer = answers(network.predictor(now.picture[None]))[0]
    said = in_words(answer, has_line(now.picture))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.image(enlarged(now.picture, 2 * THUMBNAIL), alt=f"The chosen picture: {said}", width=THUMBNAIL)
        with st.container(width=230, gap="xxsmall"):
            st.markdown(f"**{said}**")
            st.caption(_in_truth(now))
        st.button("Random line", icon=":material/shuffle:", key="random_line", on_click=_choose_random)
        _buttons(now.picture, now.drawing, key="strip", leave_out=here)
    return now


def open_in(picture: np.ndarray, drawing: Drawing | None = None, key: str = "") -> None:
    """Draw the buttons that choose this picture and open it on another page."""
    with st.container(horizontal=True, gap="small"):
        _buttons(picture, drawing, key)


def _buttons(picture: np.ndarray, drawing: Drawing | None, key: str, leave_out: str = "") -> None:
    for script, (label, icon) in PAGES.items():
        if script != leave_out:
            arguments = (script, picture, drawing)
            st.button(label, icon=icon, key=f"open_{key}_{script}", on_click=_open, args=arguments)


def _open(script: str, picture: np.ndarray, drawing: Drawing | None) -> None:
    choose(picture, drawing)
    switch_page(script, canvas_state.link_of(canvas_state.current()))


def _choose_random() -> None:
    rng = np.random.default_rng()
    places = every_placement(int(rng.integers(CLASS_COUNT)))
    one = places.take(np.array([rng.integers(len(places))]))
    canvas_state.put(as_drawing(one.ends[0], float(one.width[0]), one.colour[0]))


def as_drawing(ends: np.ndarray, width: float, colour: np.ndarray, edge: str = "hard") -> Drawing:
    """A line of `data.line.Lines` as something that the canvas can hold.

    Args:
        ends: `(2, 2)` px.
        colour: `(3,)` 0..255.

    Raises:
        ValueError: It reaches out of the frame, or is of a width that the canvas does not have.
    """
    (x1, y1), (x2, y2) = ends.tolist()
    hexadecimal = "#{:02x}{:02x}{:02x}".format(*(int(channel) for channel in colour))
    return Drawing(points=((x1, y1), (x2, y2)), width=width, colour=hexadecimal, edge=edge)


def line_drawing(lines: Lines, row: int, picture: np.ndarray) -> Drawing | None:
    """A line as the canvas holds it, if some painter paints just this picture; else None."""
    for edge in PAINTERS:
        try:
            drawing = as_drawing(lines.ends[row], float(lines.width[row]), lines.colour[row], edge)
        except ValueError:
            return None
        if np.array_equal(drawing.painted(), picture):
            return drawing
    return None


def _in_truth(now: Chosen) -> str:
    """What is true of it, in one line."""
    if now.truth is None:
        return "Nothing is known of this picture: it is not one straight line of ours."
    wanted = [one["class"] or one["drawn"] for one in now.truth.values()]
    return f"Drawn: {', '.join(wanted)}{'°' if now.truth['angle']['class'] else ''}"
