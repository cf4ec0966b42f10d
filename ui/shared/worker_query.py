"""Jobs that need Keras: a worker does them (the server has none), the store keeps the answers."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from model.explain import VIEWS, Answer, unpack
from runs.records import Job
from training.catalogue import TrainedNetwork
from ui.shared.store import store

PATIENCE = 1.0  # seconds a page waits for a quick answer before it goes on without
GLANCE = 0.01  # seconds between two looks meanwhile
TICK = 0.3  # seconds between two looks of the browser
PENDING = ("waiting", "working")
NO_ENGINE = "No engine serves this page, so nobody can answer. Start one with `python -m training.engine`."
STARTING = "The worker is waking up; this takes some seconds once."
WORKING = {"waiting": "Waiting for the worker", "working": "Working"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryState:
    """How far a job is."""

    key: str
    status: str  # 'new', or as in `runs.records.WorkerQuery`
    progress: float = 0.0  # 0..1
    message: str = ""  # words for the user

    @property
    def answer(self) -> Answer | None:
        """The answer; None while there is none, or if newer ones have pushed it out just now."""
        try:
            return _cached_answer(self.key) if self.status == "done" else None
        except LookupError:
            return None


def job_about(kind: str, network: TrainedNetwork, picture: np.ndarray | None = None, **arguments: Any) -> Job:
    """A job on a network.

    Args:
        kind: A key of `training.engine.queries.HANDLERS`.
        picture: `(28, 28, 3)` uint8, for a view that needs one.
    """
    arguments |= {"network": network.name, "version": network.version}
    if kind in VIEWS and VIEWS[kind].needs == "pictures":
        arguments["settings"] = network.run.settings.to_json()
    return Job(kind=kind, arguments=arguments, payload=None if picture is None else picture.tobytes())


def key_of(job: Job) -> str:
    """Equal jobs have equal keys."""
    text = json.dumps([job.kind, job.arguments], sort_keys=True).encode() + (job.payload or b"")
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()


def submit(job: Job) -> None:
    """Have a worker do a job, also one that failed or was cancelled, unless it is answered; a callback."""
    store().submit(key_of(job), job)


def state_of(key: str) -> QueryState:
    """How far a job is."""
    query = store().query(key, payload=False)
    if query is None:
        return QueryState(key=key, status="new")
    return QueryState(key=key, status=query.status, progress=query.progress, message=query.message)


def show(
    kind: str,
    network: TrainedNetwork,
    picture: np.ndarray | None = None,
    *,
    draw: Callable[[Answer], None],
    key: str,
    button: str | None = None,
    **arguments: Any,
) -> None:
    """Draw the answer as soon as it is there.

    Args:
        key: Of the widgets.
        button: The label of the button that submits a slow job; without one it is submitted at once.
    """
    job = job_about(kind, network, picture, **arguments)
    state = state_of(key_of(job))
    if state.status == "new" and not button:
        submit(job)
        state = _wait(state.key)
    if (answer := state.answer) is not None:
        draw(answer)
    else:
        unanswered(state, job, key, button if button and state.status != "failed" else "Ask again")


def unanswered(state: QueryState, job: Job, key: str, label: str) -> None:
    """How far a job is that has no answer yet, or a button that submits it.

    Args:
        key: Of the widgets.
    """
    if state.status in PENDING:
        st.fragment(_progress, run_every=TICK)(state.key, key)
        return
    if state.status == "failed":
        st.warning(state.message, icon=":material/error:")
    st.button(label, icon=":material/play_arrow:", key=key, on_click=submit, args=(job,))


def _wait(key: str) -> QueryState:
    deadline = time.monotonic() + PATIENCE
    while (state := state_of(key)).status in PENDING and time.monotonic() < deadline:
        time.sleep(GLANCE)
    return state


def _progress(query: str, key: str) -> None:
    """How far it is; when it ends, the page runs again and draws the answer."""
    state = state_of(query)
    if state.status not in PENDING:
        st.rerun()
    engine = store().engine()
    if engine is None or not engine.alive:
        words = NO_ENGINE if engine is None else STARTING
    else:
        words = WORKING[state.status] if engine.warm or state.progress else STARTING
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(state.progress, 1.0), words)
        st.button("Cancel", key=f"{key}_cancel", on_click=store().cancel_query, args=(query,))


def read_answer(key: str) -> Answer:
    """An answer that is there, read from the store: for one that is too large to keep in memory.

    Raises:
        LookupError: It is not there any more.
    """
    packed = store().answer(key)
    if packed is None:
        raise LookupError(key)
    return unpack(packed)


@st.cache_data(show_spinner=False, max_entries=128)
def _cached_answer(key: str) -> Answer:
    return read_answer(key)  # an error is not kept in the cache, as None would be
