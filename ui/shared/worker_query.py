"""Questions that need gradients: a worker answers them (the server has no Keras), the store keeps the answers."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.explain import VIEWS, unpack
from ui.shared.networks import Network
from ui.shared.store import store

Found = dict[str, Any]
PATIENCE = 1.0  # seconds a page waits for a quick answer before it goes on without
GLANCE = 0.01  # seconds between two looks meanwhile
TICK = 0.3  # seconds between two looks of the browser
PENDING = ("waiting", "working")
NO_ENGINE = "No engine serves this page, so nobody can answer. Start one with `python -m training.engine`."
STARTING = "The worker is waking up; this takes some seconds once."
WORKING = {"waiting": "Waiting for the worker", "working": "Working"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and how far it is."""

    key: str
    status: str  # 'new', or as in `runs.records.EXPLANATION_STATUSES`
    progress: float = 0.0  # 0..1
    message: str = ""  # words for the user

    @property
    def found(self) -> Found | None:
        """The answer; None while there is none, or if newer ones have pushed it out just now."""
        try:
            return _found(self.key) if self.status == "done" else None
        except LookupError:
            return None


def ask(view: str, network: Network, picture: np.ndarray | None = None, **arguments: Any) -> Asked:
    """Ask, unless it is answered already; returns at once.

    Args:
        view: A key of `model.explain.VIEWS`, or of `training.files.BESIDES`.
        picture: `(28, 28, 3)` uint8, for a view that needs one.
    """
    key = _question(view, network, picture, arguments)[0]
    now = look(key)
    if now.status in ("new", "waiting"):
        ask_again(view, network, picture, **arguments)
        return look(key)
    return now


def ask_about(file: bytes, view: str, key: str) -> None:
    """Ask something about a file, unless it is answered already; a callback.

    Args:
        key: Equal for equal questions, at most 40 characters.
    """
    store().ask(key, {"view": view, "arguments": {}}, file)


def look(key: str) -> Asked:
    """How far a question is."""
    known = store().explanation(key, whole=False)
    if known is None:
        return Asked(key=key, status="new")
    return Asked(key=key, status=known.status, progress=known.progress, message=known.message)


def show(
    view: str,
    network: Network,
    picture: np.ndarray | None = None,
    *,
    draw: Callable[[Found], None],
    key: str,
    button: str | None = None,
    **arguments: Any,
) -> None:
    """Draw the answer as soon as it is there.

    Args:
        key: Of the widgets.
        button: The label of the button that asks, for a slow view; without one it is asked at once.
    """
    asked = look(_question(view, network, picture, arguments)[0])
    if asked.status == "new" and not button:
        asked = _wait(ask(view, network, picture, **arguments))
    if (found := asked.found) is not None:
        draw(found)
    else:
        label = button if button and asked.status != "failed" else "Ask again"
        unanswered(asked, key, label, partial(ask_again, view, network, picture, **arguments))


def unanswered(asked: Asked, key: str, label: str, again: Callable[[], Any]) -> None:
    """How far a question is that has no answer yet, or a button that asks it.

    Args:
        key: Of the widgets.
        again: Asks; a callback.
    """
    if asked.status in PENDING:
        st.fragment(_progress, run_every=TICK)(asked.key, key)
        return
    if asked.status == "failed":
        st.warning(asked.message, icon=":material/error:")
    st.button(label, icon=":material/play_arrow:", key=key, on_click=again)


def _wait(asked: Asked) -> Asked:
    deadline = time.monotonic() + PATIENCE
    while asked.status in PENDING and time.monotonic() < deadline:
        time.sleep(GLANCE)
        asked = look(asked.key)
    return asked


def _progress(question: str, key: str) -> None:
    """How far it is; when it ends, the page runs again and draws the answer."""
    asked = look(question)
    if asked.status not in PENDING:
        st.rerun()
    engine = store().engine()
    if engine is None or not engine.alive:
        words = NO_ENGINE if engine is None else STARTING
    else:
        words = WORKING[asked.status] if engine.warm or asked.progress else STARTING
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(asked.progress, 1.0), words)
        st.button("Cancel", key=f"{key}_cancel", on_click=store().cancel_question, args=(question,))


def key_of(view: str, network: Network, **arguments: Any) -> str:
    """The key of a question without a picture, asked or not."""
    return _question(view, network, None, arguments)[0]


def ask_again(view: str, network: Network, picture: np.ndarray | None = None, **arguments: Any) -> None:
    """Ask, also what failed or was cancelled; a callback."""
    key, question = _question(view, network, picture, arguments)
    store().ask(key, question, None if picture is None else picture.tobytes())


def answer(key: str) -> Found:
    """An answer that is there, read from the store: for one that is too large to keep in memory.

    Raises:
        LookupError: It is not there any more.
    """
    packed = store().answer(key)
    if packed is None:
        raise LookupError(key)
    return unpack(packed)


def _question(
    view: str, network: Network, picture: np.ndarray | None, arguments: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Its key, equal for equal questions, and what the worker is told."""
    question = {"view": view, "network": network.name, "version": network.version, "arguments": arguments}
    if view in VIEWS and VIEWS[view].needs == "pictures":
        question["settings"] = network.trained_with
    pixels = b"" if picture is None else picture.tobytes()
    text = json.dumps(question, sort_keys=True).encode() + pixels
    return hashlib.sha1(text, usedforsecurity=False).hexdigest(), question


@st.cache_data(show_spinner=False, max_entries=128)
def _found(key: str) -> Found:
    return answer(key)  # an error is not kept in the cache, as None would be
