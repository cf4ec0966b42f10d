"""Jobs that need Keras: a worker does them, as the server has no Keras; the store keeps the answers."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from model.explain import VIEWS, Answer, unpack
from runs.records import Job, worker_silence
from runs.turns import QueueFull
from training.catalogue import TrainedNetwork
from ui.shared import notify
from ui.shared.format import sentence
from ui.shared.layout import action_button, horizontal
from ui.shared.store import store
from ui.shared.viewer import change_look

ANSWER_WITHIN = 1.0  # seconds that a page waits for a quick answer
_POLL = 0.01  # seconds between two reads of the store meanwhile
_REFRESH, _REFRESH_ASLEEP = 0.3, 1.0  # seconds between two updates of the progress; while there is no engine
PENDING = ("waiting", "working")
_NO_ENGINE = "There is no engine for this page. Start one with `python -m training.engine`."
_STARTING = "The worker is starting; this takes some seconds once."
_WORKING = {"waiting": "Waiting for the worker", "working": "Working"}


@dataclass(frozen=True, slots=True)
class QueryState:
    """Status and progress of a job."""

    key: str
    status: str  # 'new', or as in `runs.records.WorkerQuery`
    progress: float = 0.0  # 0..1
    message: str = ""  # for the user
    silence: float = 0.0  # seconds that its worker has not answered, if they are too many
    owner: str | None = None  # token of the browser that takes turns for it

    @property
    def answer(self) -> Answer | None:
        """The answer; None while there is none, or if the store has just removed it."""
        try:
            return _cached_answer(self.key) if self.status == "done" else None
        except LookupError:
            return None


def job_about(kind: str, network: TrainedNetwork, picture: np.ndarray | None = None, **arguments: Any) -> Job:
    """A job about a network.

    Args:
        kind: A key of `training.engine.queries.HANDLERS`.
        picture: `(28, 28, 3)` uint8, if the view needs it.
    """
    arguments |= {"network": network.name, "version": network.version}
    if kind in VIEWS and VIEWS[kind].needs == "pictures":
        arguments["settings"] = network.run.settings.to_json()
    return Job(kind=kind, arguments=arguments, payload=None if picture is None else picture.tobytes())


def job_key(job: Job) -> str:
    """Equal jobs have equal keys."""
    text = json.dumps([job.kind, job.arguments], sort_keys=True).encode() + (job.payload or b"")
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()


def submit(job: Job | Callable[[], Job]) -> None:
    """Submit a job to the workers unless it is answered; a failed or cancelled job is done again. A callback.

    Args:
        job: Or what makes it: the session keeps what a callback is given.
    """
    job = job if isinstance(job, Job) else job()
    slow = job.kind not in VIEWS or VIEWS[job.kind].slow  # exports and imports are slow
    try:
        store().submit(job_key(job), job, slow=slow)
    except QueueFull as error:
        notify.show_error(str(error))


def query_state(key: str) -> QueryState:
    """Status and progress of a job."""
    query = store().query(key, payload=False)
    if query is None:
        return QueryState(key, "new")
    silence = worker_silence(query.heartbeat) if query.status == "working" else 0.0
    return QueryState(key, query.status, query.progress, query.message, silence, query.owner)


def draw_answer(
    kind: str,
    network: TrainedNetwork,
    picture: np.ndarray | None = None,
    *,
    draw: Callable[[Answer], None],
    key: str,
    button: str | None = None,
    **arguments: Any,
) -> None:
    """Draw the answer as soon as it arrives.

    Args:
        key: Of the widgets.
        button: The label of the button that submits a slow job; None: it is submitted at once.
    """
    job = job_about(kind, network, picture, **arguments)
    state = query_state(job_key(job))
    if state.status == "new" and not button:
        submit(job)
        state = _wait(state.key)
    if (answer := state.answer) is not None:
        draw(answer)
    else:
        draw_progress(state, job, key, button if button and state.status != "failed" else "Try again")


def draw_progress(state: QueryState, job: Job | Callable[[], Job], key: str, label: str) -> None:
    """The progress of a job without an answer, or a button that submits it.

    Args:
        key: Of the widgets.
    """
    if state.status in PENDING:
        engine = store().engine()
        awake = engine is not None and engine.alive
        st.fragment(_progress, run_every=_REFRESH if awake else _REFRESH_ASLEEP)(state.key, key)
        return
    if state.status == "failed":
        st.warning(sentence(state.message), icon=":material/error:")
    action_button(label, key, "play_arrow", submit, job)


def _wait(key: str) -> QueryState:
    deadline = time.monotonic() + ANSWER_WITHIN
    while (state := query_state(key)).status in PENDING and time.monotonic() < deadline:
        time.sleep(_POLL)
    return state


def _progress(query: str, key: str) -> None:
    """The progress; when the job ends, the page runs again and draws the answer."""
    state = query_state(query)
    if state.status not in PENDING:
        st.rerun()
    engine = store().engine()
    if engine is None or not engine.alive:
        text = _NO_ENGINE if engine is None else _STARTING
    elif state.silence:
        text = f"The worker has been silent for {state.silence:.0f} s. Wait, or cancel: then it is replaced"
    elif not (engine.warm or state.progress):
        text = _STARTING
    else:
        place = store().query_place(query) if state.status == "waiting" else None
        text = _WORKING[state.status] + (f": number {place} in the queue" if place and place > 1 else "")
    with horizontal():
        st.progress(min(state.progress, 1.0), text)
        look = change_look(state.owner, "question", key=f"{key}_cancel")
        st.button("Cancel", on_click=store().cancel_query, args=(query,), **look)


def read_answer(key: str) -> Answer:
    """Read an answer from the store without caching: for large answers.

    Raises:
        LookupError: It was removed.
    """
    packed = store().answer(key)
    if packed is None:
        raise LookupError(key)
    return unpack(packed)


@st.cache_data(show_spinner=False, max_entries=128)
def _cached_answer(key: str) -> Answer:
    return read_answer(key)  # an error is not kept in the cache, as None would be
