"""Drawings are kept with what they are, in a draft that grows; the link names it."""

from typing import Any

import numpy as np
import streamlit as st

from data.drawings import DraftError
from data.enlarge import enlarged
from data.labels import PROPERTIES
from data.line_detector import has_line
from runs.lifecycle import new_run_id
from ui.explore import drawings_dialog, fields
from ui.shared import canvas_state, notify, session_keys
from ui.shared.ground_truth import truth
from ui.shared.theme import HEAD_LOOKS

THUMBNAIL = 112  # px


@st.fragment
def strip(network: str) -> None:
    """Keep the drawing on the canvas, take the last one back, and open what was kept.

    Args:
        network: Its name, for the pages that the drawings are taken to.
    """
    before = fields.DRAWINGS.read()
    name = fields.DRAWINGS.follow()
    if name and name != before:
        canvas_state.name_again()
    count = len(drawings_dialog.drafts().load(name)) if name else 0
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        keep = {"on_click": _keep, "help": "Collect lines of your own, judge a network on them, fine-tune it."}
        st.button("Keep this drawing", icon=":material/bookmark_add:", key="keep_drawing", **keep)
        undo = {
            "on_click": drawings_dialog.undo,
            "disabled": not count,
            "help": "The drawing that was kept last goes again.",
        }
        st.button("Take back", icon=":material/undo:", key="undo_drawing", **undo)
        opens = {"on_click": drawings_dialog.open_dialog, "args": (True,), "disabled": not count}
        st.button(f"{drawings_dialog.SET}: {count:,}", icon=drawings_dialog.ICON, key="all_drawings", **opens)
    if session_keys.UNLABELLED in st.session_state:
        _ask()
    elif st.session_state.get(session_keys.DRAWINGS_OPEN) and count:
        drawings_dialog.dialog(network)


def _keep() -> None:
    """Keep what is on the canvas, at once where all of it is known; else ask for its classes."""
    drawing = canvas_state.current()
    picture, spec = canvas_state.pixels(drawing), drawing.spec
    if not has_line(picture):
        return notify.tell("There is no line to keep. Draw one first.")
    known = truth(spec) if spec else {}
    classes = {head: one["class"] for head, one in known.items()}
    if known and all(classes.values()):
        return _add(picture, classes)
    drawn = {head: one["drawn"] for head, one in known.items()}
    st.session_state[session_keys.UNLABELLED_TURN] = st.session_state.get(session_keys.UNLABELLED_TURN, 0) + 1
    st.session_state[session_keys.UNLABELLED] = {"picture": picture, "classes": classes, "drawn": drawn}


def _forget() -> None:
    """Ask no more about the drawing that was to be kept."""
    st.session_state.pop(session_keys.UNLABELLED, None)


@st.dialog("What is it?", icon=":material/bookmark_add:", on_dismiss=_forget)
def _ask() -> None:
    """One drawing whose classes the canvas does not know, or not all of them."""
    asked = st.session_state.get(session_keys.UNLABELLED)
    if asked is None:
        st.rerun()  # it is done: the page without the dialog
    with st.container(horizontal=True, gap="medium"):
        st.image(enlarged(asked["picture"], 2 * THUMBNAIL), alt="The drawing that is to be kept", width=THUMBNAIL)
        with st.container(width=300):
            chosen = {head: _class_picker(head, asked) for head in PROPERTIES}
    ready = all(chosen.values())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        keep = {"on_click": _add, "args": (asked["picture"], chosen), "disabled": not ready}
        st.button("Keep", icon=":material/check:", key="keep_labelled", type="primary", **keep)
        st.button("Leave it", icon=":material/close:", key="leave_drawing", on_click=_forget)
        if not ready:
            st.caption("Choose one class of each first.", width="content")


def _class_picker(head: str, asked: dict[str, Any]) -> str | None:
    """The class of one property: the known one, else none yet, beside what was drawn."""
    classes, known = PROPERTIES[head].classes, asked["classes"].get(head)
    drawn = asked["drawn"].get(head)
    label = f":material/{HEAD_LOOKS[head].icon}: {head.capitalize()}" + (f" · {drawn}" if drawn else "")
    key = session_keys.unlabelled(st.session_state[session_keys.UNLABELLED_TURN], head)
    if len(classes) < 4:
        return st.segmented_control(label, classes, default=known, key=key)
    index = classes.index(known) if known else None
    return st.selectbox(label, classes, index, lambda one: f"{one}°", key=key, placeholder="Which?", width=150)


def _add(picture: np.ndarray, classes: dict[str, Any]) -> None:
    name = st.session_state.get(fields.DRAWINGS.name) or new_run_id()
    labels = np.array([one.classes.index(classes[head]) for head, one in PROPERTIES.items()])
    _forget()
    try:
        drawings_dialog.drafts().add(name, picture, labels)
        st.session_state[fields.DRAWINGS.name] = name
    except (DraftError, OSError) as error:
        notify.tell(str(error))
