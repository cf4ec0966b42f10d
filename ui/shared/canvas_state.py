"""The state of the canvas: what is on it, and which uploaded picture is open. Everything is kept as plain values."""

from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from ui.shared import fields, images, session_keys
from ui.shared.drawing import FIRST, PICTURE, Drawing, from_json, from_link, to_link

LINKS = (fields.LINE, fields.PICTURE)  # an address has one of them


def begin() -> None:
    """Put a line on the canvas of a new session: the one in the link, or the first one."""
    if session_keys.DRAWING in st.session_state:
        return
    st.session_state[session_keys.DRAWING] = {"drawing": FIRST.to_json(), "seq": 0, "version": 0}
    _take_link()


def follow_link() -> None:
    """Keep the page's address and the canvas equal: the address wins when it has changed, else the canvas.

    Not for Explore, whose script writes the line into the address by itself.
    """
    if any(field.changed() is not None for field in LINKS):
        _take_link()
    link = link_of(current())
    for field in LINKS:
        field.settle(link.get(field.name, field.default))


def link_of(drawing: Drawing) -> dict[str, str]:
    """What stands in a page's address for what is on the canvas: a line as its numbers, all else as pixels."""
    if drawing.kind == "line":
        return fields.LINE.link(to_link(drawing))
    return fields.PICTURE.link(images.to_link(pixels(drawing)))


def name_picture() -> None:
    """On Explore: put an uploaded picture or a stroke into the address, or take it out. Lines are the script's."""
    fields.PICTURE.write(link_of(current()).get(fields.PICTURE.name, fields.PICTURE.default))


def name_again() -> None:
    """On Explore: put what is on the canvas into the address, which the script has changed unnoticed."""
    link = link_of(current())
    for field in LINKS:
        if field.name in link:
            field.write(link[field.name])


def _take_link() -> None:
    """Put what the address names on the canvas, if it names something."""
    line, picture = (field.read() for field in LINKS)
    for field in LINKS:
        field.settle(field.read() or "")
    try:
        if line is not None:
            put(from_link(line))
        elif picture is not None:
            open_picture(images.from_link(picture))
    except ValueError:
        st.toast("The line in the link cannot be read, so here is another.", icon=":material/link_off:")


def state() -> dict[str, Any]:
    """`drawing`, `seq` (the browser's last message) and `version` (our own last change)."""
    return st.session_state[session_keys.DRAWING]


def current() -> Drawing:
    """What is on the canvas."""
    return from_json(state()["drawing"])


def pixels(drawing: Drawing) -> np.ndarray:
    """What the network sees, `(28, 28, 3)` uint8."""
    if drawing.kind != "picture":
        return drawing.painted()
    return st.session_state.get(session_keys.OPEN, np.zeros((FRAME, FRAME, 3), np.uint8))


def open_picture(picture: np.ndarray) -> None:
    """Put a picture `(28, 28, 3)` uint8 on the canvas, in place of the drawing."""
    st.session_state[session_keys.OPEN] = picture
    put(PICTURE)


def put(drawing: Drawing) -> None:
    """Put a drawing of ours on the canvas, in place of the user's."""
    st.session_state[session_keys.DRAWING] = {
        **state(),
        "drawing": drawing.to_json(),
        "version": state()["version"] + 1,
    }


def take_change() -> None:
    """Take what the browser sent."""
    st.session_state[session_keys.DRAWING] = taken(state(), st.session_state[session_keys.PAD]["change"])


def taken(old: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """The state after a message. One older than our own last change, or a broken one, only counts as arrived."""
    new = {**old, "seq": message["seq"]}
    if message["version"] == old["version"]:
        with suppress(ValueError):
            new["drawing"] = from_json(message).to_json()
    return new
