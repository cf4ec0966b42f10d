"""Uploaded pictures: read, listed with their predictions, and opened on the canvas."""

from typing import Any

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.enlarge import enlarged
from data.read import ReadError, read_picture
from data.upload_limits import PICTURE, PICTURES, SESSION
from model.predict import PictureAnswer, Predictor, answers
from ui.shared import canvas_state, session_keys
from ui.shared.drawing import FIRST_DRAWING
from ui.shared.format import answer_text, escaped, sentence
from ui.shared.layout import horizontal
from ui.shared.uploads import draw_refusal

_TYPES = ("png", "jpg", "jpeg", "webp", "bmp", "gif")
_THUMBNAIL = 96  # px


def draw_uploader() -> None:
    """Draw the button of the uploader, which closes when a picture has been read."""
    with st.popover("Upload", icon=":material/upload:", key=session_keys.UPLOADER, on_change="rerun"):
        st.file_uploader(
            f"Pictures of lines: {PICTURES} at a time, {PICTURE} MB each, {SESSION} MB together at most",
            _TYPES,
            accept_multiple_files=True,
            key=session_keys.UPLOAD,
            on_change=_take_files,
            max_upload_size=PICTURE,
        )
        st.caption("Drawn or photographed, on a dark or light background. Kept only while this page is open.")


def draw_uploads(predict: Predictor) -> None:
    """Draw the uploaded pictures with their predictions."""
    draw_refusal()
    uploads = st.session_state.get(session_keys.UPLOADED, [])
    for upload in uploads:
        if upload["error"]:
            st.warning(sentence(f"{upload['name']}: {upload['error']}"), icon=":material/broken_image:")
    readable = [upload for upload in uploads if not upload["error"]]
    if readable:
        predictions = answers(predict(np.stack([upload["picture"] for upload in readable])))
        with horizontal("top"):
            for number, (upload, answer) in enumerate(zip(readable, predictions, strict=True)):
                _thumbnail(number, upload, answer)


def _thumbnail(number: int, upload: dict[str, Any], answer: PictureAnswer) -> None:
    """A picture over a button that opens it on the canvas."""
    predicted = answer_text(answer, upload["found"])
    with st.container(width=_THUMBNAIL, gap="xxsmall"):
        st.image(enlarged(upload["picture"], _THUMBNAIL), alt=f"{upload['name']}: {predicted}", width=_THUMBNAIL)
        words, opens = f"Open {escaped(upload['name'])} on the canvas", canvas_state.open_picture
        st.button(predicted, f"open_{number}", words, opens, (upload["picture"],), type="tertiary", wrap=True)


def _take_files() -> None:
    """Read the chosen files, and open the first new picture."""
    files = [file for file in st.session_state[session_keys.UPLOAD] or [] if isinstance(file, UploadedFile)]
    before = len(st.session_state.get(session_keys.UPLOADED, []))
    read = [_read(file.name, file.getvalue()) for file in files[:PICTURES]]
    read += [_failed(file.name, f"At most {PICTURES} pictures at a time. Remove some.") for file in files[PICTURES:]]
    st.session_state[session_keys.UPLOADED] = read
    fresh = [upload for upload in read[before:] if not upload["error"]]
    if fresh:
        canvas_state.open_picture(fresh[0]["picture"])
        st.session_state[session_keys.UPLOADER] = False
    elif not read and canvas_state.current().kind == "picture":
        canvas_state.put_drawing(FIRST_DRAWING)


def _read(name: str, data: bytes) -> dict[str, Any]:
    """A file as plain values: its picture `(28, 28, 3)`, or an error."""
    try:
        reading = read_picture(data)
    except ReadError as error:
        return _failed(name, str(error))
    return {"name": _without_markdown(name), "picture": reading.picture, "found": reading.line_found, "error": ""}


def _failed(name: str, error: str) -> dict[str, Any]:
    return {"name": _without_markdown(name), "picture": None, "found": False, "error": error}


def _without_markdown(name: str) -> str:
    """A file's name without characters that Markdown interprets."""
    return "".join(sign for sign in name if sign.isalnum() or sign in " .-_()")[:60]
