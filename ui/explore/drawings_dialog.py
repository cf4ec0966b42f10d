"""The dialog of the kept drawings: shown, saved as a set, and opened in Evaluate or Train."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from data.drawings import DRAFT_NAME, DRAFTS_KEPT, HOURS_KEPT, KIND, PICTURES_AT_MOST, Drafts
from data.export import EXPORTS
from data.importer import Imported
from data.imports.refusals import Refusals
from data.imports.report import import_report
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, class_index
from runs.home import home
from training.imported_data import LEAST_DISTINCT
from ui.explore import fields
from ui.shared import navigation, notify, session_keys
from ui.shared.format import counted
from ui.shared.images import mosaic
from ui.shared.layout import action_button, download_button, horizontal
from ui.shared.store import set_library
from ui.shared.viewer import change_look, viewer

_FORM = "drawings kept on Explore"
DRAWINGS_TITLE = "My drawings"
DRAWINGS_ICON = "collections_bookmark"
_SHOWN, _ACROSS = 24, 8  # newest drawings; columns
_SMALL = 60  # px


def drafts() -> Drafts:
    return Drafts(home() / "drawings", viewer())


def is_kept(name: str) -> bool:
    """Whether there are drawings of this name; "" is none."""
    return not name or bool(DRAFT_NAME.fullmatch(name) and drafts().has(name))


def drafts_look(name: str, **look: Any) -> dict[str, Any]:
    """Options of a control that changes the drawings of this name."""
    return change_look(drafts().owner(name), KIND, **look) if name and drafts().has(name) else look


def undo_drawing() -> None:
    """Remove the newest drawing; a callback."""
    try:
        drafts().undo(fields.DRAWINGS.held())
    except OSError as error:
        notify.show_error(f"The drawing could not be removed: {error}")


def open_drawings(opened: bool = False) -> None:
    """Open or close the dialog; a callback."""
    st.session_state[session_keys.DRAWINGS_OPEN] = opened


@st.dialog(DRAWINGS_TITLE, width="medium", icon=f":material/{DRAWINGS_ICON}:", on_dismiss=open_drawings)
def drawings_dialog(network: str) -> None:
    """Draw the newest drawings, and buttons to use them."""
    name = fields.DRAWINGS.held()
    kept = drafts().load(name) if name else None
    if not kept:
        st.rerun()  # closes the dialog
    count = len(kept)
    newest = kept.pictures[::-1][:_SHOWN]
    across = min(_ACROSS, len(newest))
    st.image(mosaic(newest, across, 2), alt=f"The newest {len(newest)} of your drawings", width=across * _SMALL)
    st.caption(_count_text(kept))
    st.text_input("Name of the set", f"{DRAWINGS_TITLE} ({count})", key=_name_key(count), max_chars=60)
    with horizontal("top"):
        _button("Evaluate on them", "fact_check", _evaluate, name, count, network)
        few = count < LEAST_DISTINCT
        _button("Fine-tune on them", "model_training", _fine_tune, name, count, network, disabled=few)
    with horizontal("top"):
        _button("Save as a set", "save", _save_only, name, count)
        make, about = partial(_zip, name), EXPORTS["zip"].about
        download_button("Download", make, "my-drawings.zip", None, "download_drawings", help=about)
        _button("Remove last", "undo", undo_drawing, **drafts_look(name))
        _button("Start over", "restart_alt", _start_over, name, count)
    if few:
        st.caption(f"Fine-tuning needs at least {LEAST_DISTINCT} drawings: some of them are kept for the test.")


def _zip(draft: str) -> bytes:
    return EXPORTS["zip"].make(drafts().load(draft))


def _name_key(count: int) -> str:
    return f"{session_keys.DRAWINGS_NAME}_{count}"


def _button(label: str, icon: str, act: Callable[..., None], *args: Any, **look: Any) -> None:
    action_button(label, f"drawings_{icon}", icon, act, *args, **look)


def _count_text(kept: Labelled) -> str:
    classes = len(np.unique(class_index(kept.labels)))
    return (
        f"{counted(len(kept), 'drawing')}, of {classes} of the {CLASS_COUNT} classes; "
        f"at most {PICTURES_AT_MOST:,} together. "
        f"Keep the link of this page to continue later: they stay for {HOURS_KEPT} hours, and then until "
        f"{DRAFTS_KEPT} newer collections need the room. A set stays."
    )


def save_as_set(draft: str, count: int) -> str | None:
    """Save the drawings as a set; returns its key, or None after a message.

    Args:
        count: How many there were when the dialog was drawn: the field of the name goes by it.
    """
    name, kept = st.session_state.get(_name_key(count)) or DRAWINGS_TITLE, drafts().load(draft)
    try:
        return set_library().add(name, Imported(kept, import_report(_FORM, kept, Refusals(), [], [])))
    except (ValueError, OSError) as error:
        notify.show_error(f"The drawings could not be saved: {error}")
        return None


def _save_only(draft: str, count: int) -> None:
    if save_as_set(draft, count):
        st.toast("Saved: choose the set on Data, Evaluate or Train.", icon=":material/check:")


def _evaluate(draft: str, count: int, network: str) -> None:
    if key := save_as_set(draft, count):
        open_drawings(False)
        navigation.evaluate_on(key, network)


def _fine_tune(draft: str, count: int, network: str) -> None:
    if key := save_as_set(draft, count):
        open_drawings(False)
        navigation.fine_tune(key, network)


def _start_over(draft: str, count: int) -> None:
    """Save the drawings as a set, and begin a new draft."""
    if save_as_set(draft, count):
        open_drawings(False)
        fields.DRAWINGS.stage("")
        st.toast("Saved as a set. The next drawing starts a new collection.", icon=":material/check:")
