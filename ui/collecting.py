"""Drawings that are kept, with what they are: a draft that grows, in the link, until it is saved as a set."""

from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from data.drafts import NAME, DraftError, Drafts
from data.export import EXPORTS
from data.find import has_line
from data.importer import Imported
from data.imports.refusing import Refusals
from data.imports.report import report
from data.labelled import Labelled
from data.labels import CLASS_COUNT, PROPERTIES, class_index
from runs.home import home
from runs.lifecycle import new_run_id
from training.library import library
from training.owned import LEAST
from ui import asks, canvas, keys, toward
from ui.data.grid import mosaic
from ui.evaluate.link import followed
from ui.looks import HEAD_LOOKS
from ui.truth import truth

FORM = "drawings kept on Explore"
SET = "My drawings"
SHOWN, ACROSS = 24, 8  # of the newest drawings, and side by side
THUMBNAIL = 84  # px


def drafts() -> Drafts:
    return Drafts(home() / "drawings")


@st.fragment
def strip(network: str) -> None:
    """Keep the drawing on the canvas, take the last one back, and what can be done with all of them.

    Args:
        network: Its name, for the pages that it is taken to.
    """
    name = followed(keys.DRAWINGS, lambda text: bool(NAME.fullmatch(text)))
    held = drafts().load(name) if name else None
    count = len(held) if held else 0
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Keep this drawing", icon=":material/bookmark_add:", key="keep_drawing", on_click=_keep)
        st.button(
            "Undo", icon=":material/undo:", key="undo_drawing", on_click=_undo, disabled=not count, help="The last one."
        )
        popover = st.popover(
            f"{SET}: {count:,}", icon=":material/collections_bookmark:", key=keys.DRAWINGS_OPEN, on_change="rerun"
        )
        if keys.UNLABELLED not in st.session_state:
            st.caption("Collect lines of your own hand, judge a network on them, and fine-tune it.")
    if keys.UNLABELLED in st.session_state:
        _ask(st.session_state[keys.UNLABELLED])
    if popover.open:
        with popover:
            _kept(held, network)


def _keep() -> None:
    """Keep what is on the canvas, at once where all of it is known; else ask for its classes."""
    drawing = canvas.current()
    picture, spec = canvas.pixels(drawing), drawing.spec
    if not has_line(picture):
        return asks.tell("There is no line to keep. Draw one first.")
    known = truth(spec) if spec else {}
    classes = {head: one["class"] for head, one in known.items()}
    if known and all(classes.values()):
        return _add(picture, classes)
    drawn = {head: one["drawn"] for head, one in known.items()}
    turn = st.session_state.get(keys.UNLABELLED, {}).get("turn", 0) + 1
    st.session_state[keys.UNLABELLED] = {"picture": picture, "classes": classes, "drawn": drawn, "turn": turn}


def _ask(asked: dict[str, Any]) -> None:
    """One drawing whose classes the canvas does not know, or not all of them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", border=True, key="unlabelled"):
        st.image(_enlarged(asked["picture"]), alt="The drawing that is to be kept", width=THUMBNAIL)
        chosen = {head: _class_picker(head, asked) for head in PROPERTIES}
        ready = all(chosen.values())
        st.button(
            "Keep",
            icon=":material/check:",
            key="keep_labelled",
            type="primary",
            on_click=_add,
            args=(asked["picture"], chosen),
            disabled=not ready,
            help=None if ready else "Say first what it is: choose one class of each.",
        )
        st.button("Leave it", icon=":material/close:", key="leave_drawing", on_click=_forget)


def _class_picker(head: str, asked: dict[str, Any]) -> str | None:
    """The class of one property: the known one, else none yet, beside what was drawn."""
    classes, known = PROPERTIES[head].classes, asked["classes"].get(head)
    drawn = asked["drawn"].get(head)
    label = f":material/{HEAD_LOOKS[head].icon}: {head.capitalize()}" + (f" · {drawn}" if drawn else "")
    key = keys.unlabelled(asked["turn"], head)
    if len(classes) < 4:
        return st.segmented_control(label, classes, default=known, key=key)
    index = classes.index(known) if known else None
    return st.selectbox(label, classes, index, lambda one: f"{one}°", key=key, placeholder="Which?", width=150)


def _add(picture: np.ndarray, classes: dict[str, Any]) -> None:
    name = st.session_state.get(keys.DRAWINGS) or new_run_id()
    labels = np.array([one.classes.index(classes[head]) for head, one in PROPERTIES.items()])
    _forget()
    try:
        drafts().add(name, picture, labels)
        st.session_state[keys.DRAWINGS] = name
    except (DraftError, OSError) as error:
        asks.tell(str(error))


def _forget() -> None:
    st.session_state.pop(keys.UNLABELLED, None)


def _undo() -> None:
    drafts().undo(st.session_state[keys.DRAWINGS])


def _kept(held: Labelled | None, network: str) -> None:
    """The newest drawings, and the ways to go with them."""
    if not held:
        st.caption("No drawing is kept yet. This page's link will name them, so that a refresh does not lose them.")
        return
    newest = held.pictures[::-1][:SHOWN]
    st.image(mosaic(newest, min(ACROSS, len(newest)), 2), alt=f"The newest {len(newest)} of your drawings")
    st.caption(_in_words(held))
    st.text_input("Name", f"{SET}, {len(held)}", key=f"{keys.DRAWINGS_NAME}_{len(held)}", max_chars=60)
    with st.container(horizontal=True, gap="small"):
        _button("Save as a set", "save", _save_only, held)
        _button("What do my lines do to it?", "fact_check", _judge, held, network)
        _button("Fine-tune on them", "model_training", _fine_tune, held, network, few=len(held) < LEAST)
        st.download_button(
            "Download",
            lambda: EXPORTS["zip"].make(held),
            "my-drawings.zip",
            key="download_drawings",
            icon=":material/download:",
            on_click="ignore",
            help=EXPORTS["zip"].about,
        )
        _button("Begin anew", "restart_alt", _begin_anew, held)


def _button(label: str, icon: str, act: Any, *args: Any, few: bool = False) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        key=f"drawings_{icon}",
        on_click=act,
        args=args,
        disabled=few,
        help=f"From {LEAST} drawings on: some are kept for the test." if few else None,
    )


def _in_words(held: Labelled) -> str:
    classes = len(np.unique(class_index(held.labels)))
    return (
        f"{len(held):,} kept, of {classes} of the {CLASS_COUNT} classes. The page's link names them: keep it, and you "
        "can go on later."
    )


def saved(held: Labelled) -> str | None:
    """Put the drawings into the library as a set; its key, or None with a word why not."""
    name = st.session_state.get(f"{keys.DRAWINGS_NAME}_{len(held)}") or SET
    try:
        return library().add(name, Imported(held, report(FORM, held, Refusals(), [])))
    except (ValueError, OSError) as error:
        return asks.tell(f"They could not be saved: {error}")


def _save_only(held: Labelled) -> None:
    if saved(held):
        st.toast("Saved: Data, Evaluate and Train have it in their lists.", icon=":material/check:")


def _judge(held: Labelled, network: str) -> None:
    if key := saved(held):
        toward.judge_on(key, network)


def _fine_tune(held: Labelled, network: str) -> None:
    if key := saved(held):
        toward.fine_tune(key, network)


def _begin_anew(held: Labelled) -> None:
    """Leave these where they are, and keep the next ones apart."""
    if saved(held):
        st.session_state[keys.DRAWINGS] = ""
        st.toast("Saved as a set. The next drawing begins a new one.", icon=":material/check:")


def _enlarged(picture: np.ndarray) -> Image.Image:
    return Image.fromarray(picture).resize((2 * THUMBNAIL, 2 * THUMBNAIL), Image.Resampling.NEAREST)
