"""The state of the canvas as plain values: the drawing, and the uploaded picture that is open."""

from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from ui.shared import fields, images, session_keys
from ui.shared.drawing import FIRST_DRAWING, UPLOADED_PICTURE, Drawing, drawing_from_json, line_from_link, line_to_link
from ui.shared.url_state import by_history

_LINKS = (fields.CANVAS_LINE, fields.CANVAS_PICTURE)  # a URL has at most one of them


def initialise() -> None:
    """Put a line on the canvas of a new session, and after Back and Forward: the one in the link, or the first one."""
    is_new = session_keys.CANVAS_DRAWING not in st.session_state
    if is_new:
        st.session_state[session_keys.CANVAS_DRAWING] = {"drawing": FIRST_DRAWING.to_json(), "seq": 0, "version": 0}
    if is_new or by_history():
        _take_link()


def follow_canvas() -> None:
    """Keep the URL and the canvas equal: the URL wins when it has changed, else the canvas.

    Not for Explore, whose script writes the line into the URL by itself.
    """
    if any(field.changed() is not None for field in _LINKS):
        _take_link()
    link = link_of(current())
    for field in _LINKS:
        field.settle(link.get(field.name, field.default))


def link_of(drawing: Drawing) -> dict[str, str]:
    """The fields of the URL for a drawing: a line as its numbers, everything else as pixels."""
    if drawing.kind == "line":
        return fields.CANVAS_LINE.link(line_to_link(drawing))
    return fields.CANVAS_PICTURE.link(images.picture_to_link(pixels(drawing)))


def write_picture_link() -> None:
    """On Explore: write an uploaded picture or a stroke into the URL, or remove it. The script writes lines."""
    fields.CANVAS_PICTURE.write(link_of(current()).get(fields.CANVAS_PICTURE.name, fields.CANVAS_PICTURE.default))


def write_link() -> None:
    """On Explore: write the drawing into the URL, which the script has changed without Python."""
    link = link_of(current())
    for field in _LINKS:
        if field.name in link:
            field.write(link[field.name])


def _take_link() -> None:
    """Put the line or picture of the URL on the canvas, if there is one."""
    line, picture = (field.read() for field in _LINKS)
    for field in _LINKS:
        field.settle(field.read() or "")
    try:
        if line is not None:
            put_drawing(line_from_link(line))
        elif picture is not None:
            open_picture(images.picture_from_link(picture))
    except ValueError:
        st.toast("The line in the link cannot be read: the canvas shows another line.", icon=":material/link_off:")


def state() -> dict[str, Any]:
    """`drawing`, `seq` (number of the browser's last message) and `version` (number of our last change)."""
    return st.session_state[session_keys.CANVAS_DRAWING]


def current() -> Drawing:
    """The drawing on the canvas."""
    return drawing_from_json(state()["drawing"])


def pixels(drawing: Drawing) -> np.ndarray:
    """The network's input `(28, 28, 3)` uint8."""
    if drawing.kind != "picture":
        return drawing.painted()
    return st.session_state.get(session_keys.OPEN_PICTURE, np.zeros((FRAME, FRAME, 3), np.uint8))


def open_picture(picture: np.ndarray) -> None:
    """Put a picture `(28, 28, 3)` uint8 on the canvas, in place of the drawing."""
    st.session_state[session_keys.OPEN_PICTURE] = picture
    put_drawing(UPLOADED_PICTURE)


def put_drawing(drawing: Drawing) -> None:
    """Replace the drawing on the canvas."""
    st.session_state[session_keys.CANVAS_DRAWING] = {
        **state(),
        "drawing": drawing.to_json(),
        "version": state()["version"] + 1,
    }


def take_change(key: str = session_keys.PAD) -> None:
    """Apply the message of the component with this key; a callback."""
    st.session_state[session_keys.CANVAS_DRAWING] = after_message(state(), st.session_state[key]["change"])


def after_message(old: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """The state after a message. A message that is broken, or older than our last change, sets only `seq`."""
    new = {**old, "seq": message["seq"]}
    if message["version"] == old["version"]:
        with suppress(ValueError):
            new["drawing"] = drawing_from_json(message).to_json()
    return new
