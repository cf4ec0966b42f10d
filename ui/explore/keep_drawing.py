"""Keep drawings with their classes in a draft, which the link names."""

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
from ui.shared.layout import action_button, horizontal
from ui.shared.theme import HEAD_STYLES
from ui.shared.url_state import gone

_THUMBNAIL = 112  # px


@st.fragment
def draw_drawing_buttons(network: str) -> None:
    """Draw the buttons that keep the drawing, remove the last one, and open the kept drawings.

    Args:
        network: Name of the network for Evaluate and Train.
    """
    before = fields.DRAWINGS.read()
    name = fields.DRAWINGS.given(valid=drawings_dialog.is_kept).follow(gone("collection of drawings", "starting anew"))
    if name and name != before:
        canvas_state.write_link()
    count = len(drawings_dialog.drafts().load(name)) if name else 0
    menu: dict[str, Any] = {"icon": ":material/bookmark:", "key": session_keys.KEEP_MENU, "on_change": "rerun"}
    with st.popover("Keep", **menu), horizontal():
        words = "Collect your own lines, then evaluate or fine-tune a network on them."
        action_button("Keep this drawing", "keep_drawing", "bookmark_add", _keep, help=words)
        undo, words = drawings_dialog.undo_drawing, "Removes the drawing that was kept last."
        look = drawings_dialog.drafts_look(name, disabled=not count, help=words)
        action_button("Remove last", "undo_drawing", "undo", undo, **look)
        label = f"{drawings_dialog.DRAWINGS_TITLE}: {count:,}"
        icon, open_drawings = drawings_dialog.DRAWINGS_ICON, _open_drawings
        action_button(label, "all_drawings", icon, open_drawings, disabled=not count)
    if session_keys.UNLABELLED in st.session_state:
        _class_dialog()
    elif st.session_state.get(session_keys.DRAWINGS_OPEN) and count:
        drawings_dialog.drawings_dialog(network)


def _open_drawings() -> None:
    st.session_state[session_keys.KEEP_MENU] = False
    drawings_dialog.open_drawings(True)


def _keep() -> None:
    """Keep the drawing if all its classes are known; otherwise open the dialog of its classes."""
    drawing = canvas_state.current()
    picture, spec = canvas_state.pixels(drawing), drawing.spec
    if not has_line(picture):
        return notify.show_error("There is no line to keep. Draw one first.")
    known = truth(spec) if spec else {}
    classes = {head: true["class"] for head, true in known.items()}
    if known and all(classes.values()):
        return _add(picture, classes)
    drawn = {head: true["drawn"] for head, true in known.items()}
    st.session_state[session_keys.KEEP_MENU] = False
    st.session_state[session_keys.UNLABELLED_TURN] = st.session_state.get(session_keys.UNLABELLED_TURN, 0) + 1
    st.session_state[session_keys.UNLABELLED] = {"picture": picture, "classes": classes, "drawn": drawn}


def _forget() -> None:
    """Drop the drawing whose classes are being chosen."""
    st.session_state.pop(session_keys.UNLABELLED, None)


@st.dialog("What is it?", icon=":material/bookmark_add:", on_dismiss=_forget)
def _class_dialog() -> None:
    """Choose the classes of a drawing that are not known."""
    unlabelled = st.session_state.get(session_keys.UNLABELLED)
    if unlabelled is None:
        st.rerun()  # closes the dialog
    with horizontal("top", gap="medium"):
        st.image(enlarged(unlabelled["picture"], 2 * _THUMBNAIL), alt="The drawing to keep", width=_THUMBNAIL)
        with st.container(width=300):
            chosen = {head: _class_picker(head, unlabelled) for head in PROPERTIES}
    ready = all(chosen.values())
    with horizontal():
        look, picture = {"type": "primary", "disabled": not ready}, unlabelled["picture"]
        action_button("Keep", "keep_labelled", "check", _add, picture, chosen, **look)
        action_button("Discard", "leave_drawing", "close", _forget)
        if not ready:
            st.caption("Choose all four classes first.", width="content")


def _class_picker(head: str, unlabelled: dict[str, Any]) -> str | None:
    """A picker of one property's class; the label shows the drawn value."""
    classes, known = PROPERTIES[head].classes, unlabelled["classes"].get(head)
    drawn = unlabelled["drawn"].get(head)
    label = f":material/{HEAD_STYLES[head].icon}: {head.capitalize()}" + (f" · {drawn}" if drawn else "")
    key = session_keys.class_of_drawing(st.session_state[session_keys.UNLABELLED_TURN], head)
    if len(classes) < 4:
        return st.segmented_control(label, classes, default=known, key=key)
    index = classes.index(known) if known else None
    return st.selectbox(label, classes, index, lambda name: f"{name}°", key=key, placeholder="Choose", width=150)


def _add(picture: np.ndarray, classes: dict[str, Any]) -> None:
    name = fields.DRAWINGS.held() or new_run_id()
    if drawings_dialog.drafts_look(name).get("disabled"):
        name = new_run_id()
        st.toast("These drawings are another browser's: yours begin a collection of their own.", icon=":material/lock:")
    labels = np.array([prop.classes.index(classes[head]) for head, prop in PROPERTIES.items()])
    _forget()
    try:
        drawings_dialog.drafts().add(name, picture, labels)
        fields.DRAWINGS.stage(name)
    except (DraftError, OSError) as error:
        notify.show_error(str(error))
