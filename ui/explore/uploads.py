"""Pictures of the user's own: read, listed with their answers, and opened on the canvas."""

from typing import Any

import numpy as np
import streamlit as st

from data.enlarge import enlarged
from data.imports.refusals import printable
from data.read import ReadError, read_picture
from model.predict import Answer, Predictor, answers
from ui.shared import canvas_state, session_keys
from ui.shared.drawing import FIRST
from ui.shared.format import in_words

TYPES = ("png", "jpg", "jpeg", "webp", "bmp", "gif")
MOST = 24  # pictures at a time
THUMBNAIL = 96  # px


def uploader() -> None:
    """Draw the button that opens the uploader; it closes when a picture has been read."""
    with st.popover("Upload", icon=":material/upload:", key=session_keys.UPLOADER, on_change="rerun"):
        st.file_uploader(
            "Pictures of lines",
            TYPES,
            accept_multiple_files=True,
            key=session_keys.UPLOAD,
            on_change=_take_files,
        )
        st.caption("Drawn or photographed, on dark or light ground. Kept only while this page is open.")


def strip(predict: Predictor) -> None:
    """Draw the uploaded pictures with what the heads say of each, if there are any."""
    read = st.session_state.get(session_keys.PICTURES, [])
    for one in read:
        if one["error"]:
            st.warning(f"{printable(one['name'])}: {one['error']}", icon=":material/broken_image:")
    readable = [one for one in read if not one["error"]]
    if readable:
        said = answers(predict(np.stack([one["picture"] for one in readable])))
        with st.container(horizontal=True, gap="small"):
            for number, (one, answer) in enumerate(zip(readable, said, strict=True)):
                _thumbnail(number, one, answer)


def _thumbnail(number: int, one: dict[str, Any], answer: Answer) -> None:
    """One picture over a button that opens it on the canvas."""
    words = in_words(answer, one["found"])
    with st.container(width=THUMBNAIL, gap="xxsmall"):
        st.image(enlarged(one["picture"], THUMBNAIL), alt=f"{one['name']}: {words}", width=THUMBNAIL)
        st.button(
            words,
            key=f"open_{number}",
            help=f"Open {one['name']} on the canvas",
            on_click=canvas_state.open_picture,
            args=(one["picture"],),
            type="tertiary",
            wrap=True,
        )


def _take_files() -> None:
    """Read the files that are chosen now, and open the newest."""
    files = st.session_state[session_keys.UPLOAD] or []
    before = len(st.session_state.get(session_keys.PICTURES, []))
    read = [_read(file.name, file.getvalue()) for file in files[:MOST]]
    read += [_failed(file.name, f"At most {MOST} pictures at a time. Remove some.") for file in files[MOST:]]
    st.session_state[session_keys.PICTURES] = read
    fresh = [one for one in read[before:] if not one["error"]]
    if fresh:
        canvas_state.open_picture(fresh[0]["picture"])
        st.session_state[session_keys.UPLOADER] = False
    elif not read and canvas_state.current().kind == "picture":
        canvas_state.put(FIRST)


def _read(name: str, data: bytes) -> dict[str, Any]:
    """One file as plain values: its picture `(28, 28, 3)`, or why it cannot be read."""
    try:
        reading = read_picture(data)
    except ReadError as error:
        return _failed(name, str(error))
    return {"name": _plain(name), "picture": reading.picture, "found": reading.line_found, "error": ""}


def _failed(name: str, error: str) -> dict[str, Any]:
    return {"name": _plain(name), "picture": None, "found": False, "error": error}


def _plain(name: str) -> str:
    """A file's name without signs that Markdown would read."""
    return "".join(sign for sign in name if sign.isalnum() or sign in " .-_()")[:60]
