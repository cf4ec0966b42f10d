"""The drawings that were kept: shown, saved as a set, and taken to the pages that use it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from data.drawings import Drafts
from data.export import EXPORTS
from data.importer import Imported
from data.imports.refusals import Refusals
from data.imports.report import report
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, class_index
from runs.home import home
from training.imported_data import LEAST
from training.imported_sets import library
from ui.explore import fields
from ui.shared import navigation, notify, session_keys
from ui.shared.images import mosaic

FORM = "drawings kept on Explore"
SET = "My drawings"
ICON = ":material/collections_bookmark:"
SHOWN, ACROSS = 24, 8  # of the newest drawings, and side by side
SMALL = 60  # px


def drafts() -> Drafts:
    return Drafts(home() / "drawings")


def undo() -> None:
    """Take the newest drawing back."""
    drafts().undo(st.session_state[fields.DRAWINGS.name])


def open_dialog(opened: bool = False) -> None:
    """Open or close it; for a callback."""
    st.session_state[session_keys.DRAWINGS_OPEN] = opened


@st.dialog(SET, width="medium", icon=ICON, on_dismiss=open_dialog)
def dialog(network: str) -> None:
    """The newest drawings, and the ways to go with them."""
    name = st.session_state[fields.DRAWINGS.name]
    held = drafts().load(name) if name else None
    if not held:
        st.rerun()  # nothing is left: the page without the dialog
    newest = held.pictures[::-1][:SHOWN]
    across = min(ACROSS, len(newest))
    st.image(mosaic(newest, across, 2), alt=f"The newest {len(newest)} of your drawings", width=across * SMALL)
    st.caption(_in_words(held))
    st.text_input("Name of the set", f"{SET} ({len(held)})", key=_name_key(held), max_chars=60)
    with st.container(horizontal=True, gap="small"):
        _button("What do my lines do to it?", "fact_check", _judge, held, network)
        _button("Fine-tune on them", "model_training", _fine_tune, held, network, few=len(held) < LEAST)
    with st.container(horizontal=True, gap="small"):
        _button("Save as a set", "save", _save_only, held)
        st.download_button(
            "Download",
            lambda: EXPORTS["zip"].make(held),
            "my-drawings.zip",
            key="download_drawings",
            icon=":material/download:",
            on_click="ignore",
            help=EXPORTS["zip"].about,
        )
        _button("Take back the last", "undo", undo)
        _button("Begin anew", "restart_alt", _begin_anew, held)
    if len(held) < LEAST:
        st.caption(f"A network can be fine-tuned from {LEAST} drawings on: some are kept for the test.")


def _name_key(held: Labelled) -> str:
    return f"{session_keys.DRAWINGS_NAME}_{len(held)}"


def _button(label: str, icon: str, act: Callable[..., None], *args: Any, few: bool = False) -> None:
    st.button(label, icon=f":material/{icon}:", key=f"drawings_{icon}", on_click=act, args=args, disabled=few)


def _in_words(held: Labelled) -> str:
    classes = len(np.unique(class_index(held.labels)))
    return (
        f"{len(held):,} kept, of {classes} of the {CLASS_COUNT} classes. The page's link names them: keep it, and you "
        "can go on later."
    )


def saved(held: Labelled) -> str | None:
    """Put the drawings into the library as a set; its key, or None with a word why not."""
    name = st.session_state.get(_name_key(held)) or SET
    try:
        return library().add(name, Imported(held, report(FORM, held, Refusals(), [])))
    except (ValueError, OSError) as error:
        notify.tell(f"They could not be saved: {error}")
        return None


def _save_only(held: Labelled) -> None:
    if saved(held):
        st.toast("Saved: Data, Evaluate and Train have it in their lists.", icon=":material/check:")


def _judge(held: Labelled, network: str) -> None:
    if key := saved(held):
        open_dialog(False)
        navigation.judge_on(key, network)


def _fine_tune(held: Labelled, network: str) -> None:
    if key := saved(held):
        open_dialog(False)
        navigation.fine_tune(key, network)


def _begin_anew(held: Labelled) -> None:
    """Save these as a set, and keep the next ones apart."""
    if saved(held):
        open_dialog(False)
        st.session_state[fields.DRAWINGS.name] = ""
        st.toast("Saved as a set. The next drawing begins a new one.", icon=":material/check:")
