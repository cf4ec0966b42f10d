"""The chosen picture that all pages share: the canvas of Explore holds it, and the link names it."""

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
from ui.shared.format import answer_text
from ui.shared.ground_truth import Truth, truth
from ui.shared.layout import action_button, horizontal
from ui.shared.url_state import switch_page

_PAGES = {  # script -> (label, icon)
    "pages/explore.py": ("Explore", "draw"),
    "pages/look_inside.py": ("Look inside", "visibility"),
    "pages/probe.py": ("Probe", "tune"),
}
_THUMBNAIL = 84  # px


@dataclass(frozen=True, slots=True)
class ChosenPicture:
    picture: np.ndarray  # (28, 28, 3) uint8
    drawing: Drawing  # has a `spec` if it is a line
    truth: dict[str, Truth] | None  # per head; None if unknown


def chosen_picture() -> ChosenPicture:
    """The picture of the link if it has changed, else of the canvas; the link then names it."""
    canvas_state.initialise()
    canvas_state.follow_canvas()
    drawing = canvas_state.current()
    spec = drawing.spec
    known = None if spec is None else truth(spec)
    return ChosenPicture(canvas_state.pixels(drawing), drawing, known)


def choose_picture(picture: np.ndarray, drawing: Drawing | None = None) -> None:
    """Choose a picture: as a line if `drawing` paints exactly these pixels, else as pixels."""
    canvas_state.initialise()
    if drawing is not None and np.array_equal(drawing.painted(), picture):
        canvas_state.put_drawing(drawing)
    else:
        canvas_state.open_picture(picture)


def draw_picture_strip(network: TrainedNetwork, here: str) -> ChosenPicture:
    """Draw a row with the chosen picture, its predictions, and buttons for a random line and other pages.

    Args:
        here: The script of this page.
    """
    current = chosen_picture()
    answer = answers(network.predictor(current.picture[None]))[0]
    predicted = answer_text(answer, has_line(current.picture))
    with horizontal():
        st.image(enlarged(current.picture, 2 * _THUMBNAIL), alt=f"The chosen picture: {predicted}", width=_THUMBNAIL)
        with st.container(width=230, gap="xxsmall"):
            st.markdown(f"**{predicted}**")
            st.caption(_truth_text(current))
        _picture_buttons(current, here)
    return current


def draw_picture_buttons(here: str) -> ChosenPicture:
    """The same without the picture and its predictions: for a page that has a canvas.

    Args:
        here: The script of this page.
    """
    current = chosen_picture()
    with horizontal():
        st.caption(_truth_text(current), width="content")
        _picture_buttons(current, here)
    return current


def _picture_buttons(current: ChosenPicture, here: str) -> None:
    action_button("Random line", "random_line", "shuffle", _choose_random)
    _buttons(current.picture, current.drawing, key="strip", leave_out=here)


def draw_open_buttons(picture: np.ndarray, drawing: Drawing | None = None, key: str = "") -> None:
    """Draw buttons that choose this picture and open it on another page."""
    with horizontal("top"):
        _buttons(picture, drawing, key)


def _buttons(picture: np.ndarray, drawing: Drawing | None, key: str, leave_out: str = "") -> None:
    for script, (label, icon) in _PAGES.items():
        if script != leave_out:
            action_button(label, f"open_{key}_{script}", icon, _open, script, picture, drawing)


def _open(script: str, picture: np.ndarray, drawing: Drawing | None) -> None:
    choose_picture(picture, drawing)
    switch_page(script, canvas_state.link_of(canvas_state.current()))


def _choose_random() -> None:
    rng = np.random.default_rng()
    places = every_placement(int(rng.integers(CLASS_COUNT)))
    line = places.take(np.array([rng.integers(len(places))]))
    canvas_state.put_drawing(as_drawing(line))


def as_drawing(lines: Lines, edge: str = "hard", row: int = 0) -> Drawing:
    """A line as a drawing.

    Raises:
        ValueError: It leaves the frame, or the canvas does not have its width.
    """
    (x1, y1), (x2, y2) = lines.ends[row].tolist()
    hexadecimal = "#{:02x}{:02x}{:02x}".format(*map(int, lines.colour[row]))
    return Drawing(points=((x1, y1), (x2, y2)), width=float(lines.width[row]), colour=hexadecimal, edge=edge)


def line_drawing(lines: Lines, row: int, picture: np.ndarray) -> Drawing | None:
    """A line as the canvas holds it, if some painter paints just this picture; else None."""
    for edge in PAINTERS:
        try:
            drawing = as_drawing(lines, edge, row)
        except ValueError:
            return None
        if np.array_equal(drawing.painted(), picture):
            return drawing
    return None


def _truth_text(current: ChosenPicture) -> str:
    """The ground truth in one line."""
    if current.truth is None:
        return "The true classes of this picture are unknown: it is not a single drawn line."
    values = [value["class"] or value["drawn"] for value in current.truth.values()]
    return f"Drawn: {', '.join(values)}{'°' if current.truth['angle']['class'] else ''}"
