"""The state of the canvas: what is on it, and which uploaded picture is open. Everything is kept as plain values."""

from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from ui import keys
from ui.drawing import FIRST, PICTURE, Drawing, from_json, from_link


def begin() -> None:
    """Put a line on the canvas of a new session: the one in the link, or the first one."""
    if keys.DRAWING in st.session_state:
        return
    drawing, text = FIRST, st.query_params.get("line")
    if text is not None:
        try:
            drawing = from_link(text)
        except ValueError:
            st.toast("The line in the link cannot be read, so here is another.", icon=":material/link_off:")
    st.session_state[keys.DRAWING] = {"drawing": drawing.to_json(), "seq": 0, "version": 0}


def state() -> dict[str, Any]:
    """`drawing`, `seq` (the browser's last message) and `version` (our own last change)."""
    return st.session_state[keys.DRAWING]


def current() -> Drawing:
    """What is on the canvas."""
    return from_json(state()["drawing"])


def pixels(drawing: Drawing) -> np.ndarray:
    """What the network sees, `(28, 28, 3)` uint8."""
    if drawing.kind != "picture":
        return drawing.painted()
    return st.session_state.get(keys.OPEN, np.zeros((FRAME, FRAME, 3), np.uint8))


def open_picture(picture: np.ndarray) -> None:
    """Put a picture `(28, 28, 3)` uint8 on the canvas, in place of the drawing."""
    st.session_state[keys.OPEN] = picture
    put(PICTURE)


def put(drawing: Drawing) -> None:
    """Put a drawing of ours on the canvas, in place of the user's."""
    st.session_state[keys.DRAWING] = {**state(), "drawing": drawing.to_json(), "version": state()["version"] + 1}


def take_change() -> None:
    """Take what the browser sent."""
    st.session_state[keys.DRAWING] = taken(state(), st.session_state[keys.PAD]["change"])


def taken(old: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """The state after a message. One older than our own last change, or a broken one, only counts as arrived."""
    new = {**old, "seq": message["seq"]}
    if message["version"] == old["version"]:
        with suppress(ValueError):
            new["drawing"] = from_json(message).to_json()
    return new
