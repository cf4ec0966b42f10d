"""What the Train page does: which run it shows, and what its buttons ask of it."""

import time
from contextlib import suppress
from math import inf
from typing import Any

import streamlit as st

from runs.records import RESUMABLE, RunNotFound, WrongStatus
from training.presets import PRESETS
from training.settings import SettingsError
from ui import controls, keys
from ui.store import store
from ui.watch import STORY, View, look, story, watch

PACES = (0.0, 50.0, 20.0, 5.0, 1.0)  # steps a second; 0 stands for as fast as it can
DOUBLE_CLICK = 1.0  # seconds in which a second press of Start is the same press
WITH_WORKER = ("running", "paused")


def chosen_run() -> View:
    """The run of the link, else the newest active one, else the newest, else the story. The link then names it."""
    asked = st.query_params.get(keys.RUN)
    view = look(asked) if asked else None
    if view is None:
        if asked:
            st.toast(f"There is no run `{asked}` here; this is another one.", icon=":material/search_off:")
        view = _default_run()
    if view.record.id not in (asked, STORY):
        st.query_params[keys.RUN] = view.record.id
    return view


def _default_run() -> View:
    runs = store().runs()
    best = next((run for run in runs if run.active), None) or next(iter(runs), None)
    return (look(best.id) if best else None) or story()


def start(until: int | None = None) -> None:
    """Queue a run with the chosen settings, and show it.

    Args:
        until: The step before which it pauses.
    """
    moment = time.monotonic()
    if moment - st.session_state.get(keys.STARTED, -inf) < DOUBLE_CLICK:
        return
    try:
        settings = controls.chosen()
    except SettingsError as error:
        return _tell(str(error))
    st.session_state[keys.STARTED] = moment
    run_id = store().create_run(PRESETS[settings.preset].label, settings.to_json())
    store().change_control(run_id, pace=st.session_state.get(keys.PACE) or None, until=until)
    st.query_params[keys.RUN] = run_id


def ask(run_id: str, **changes: Any) -> None:
    """Ask something of a run that has not ended."""
    try:
        store().change_control(run_id, **changes)
    except RunNotFound as error:
        _tell(str(error))
    watch(run_id).expire()


def stop(run_id: str) -> None:
    """Stop a run; one that still waits leaves the queue."""
    ask(run_id, state="stop")
    view = look(run_id)
    if view and view.record.status == "queued":
        with suppress(WrongStatus):  # a worker was quicker, and stops it
            store().set_status(run_id, "stopped", "Taken out of the queue.")
        watch(run_id).expire()


def resume(run_id: str) -> None:
    """Go on with a run that pauses, or queue one that ended early."""
    view = look(run_id)
    if view and view.record.status in RESUMABLE:
        with suppress(WrongStatus):  # somebody else was quicker
            store().requeue(run_id)
        watch(run_id).expire()
    else:
        ask(run_id, state="run", until=None)


def take_steps(run_id: str, count: int) -> None:
    """Train so many steps from here, then pause."""
    view = look(run_id)
    if view and view.record.status in WITH_WORKER:
        ask(run_id, state="run", until=view.record.step + count)


def apply_weights(run_id: str) -> None:
    """Give the run the weights that the sliders say."""
    try:
        ask(run_id, weights=controls.chosen_weights())
    except SettingsError as error:
        _tell(str(error))


def change_pace(run_id: str) -> None:
    """Give the run the pace of the picker."""
    ask(run_id, pace=st.session_state[keys.PACE] or None)


def show(run_id: str) -> None:
    """Show another run."""
    st.query_params[keys.RUN] = run_id


def show_picked() -> None:
    """Show the run of the picker."""
    show(st.session_state[keys.RUN])


def _tell(problem: str) -> None:
    st.toast(problem, icon=":material/error:", duration="long")


def asked_weights(view: View) -> dict[str, float]:
    """The weights that the run has, or takes over at its next step."""
    return view.control.weights or view.record.settings["weights"]


def can_apply(view: View) -> bool:
    """Whether the sliders say something else than the run has."""
    return view.live and controls.staged_weights() != asked_weights(view)
