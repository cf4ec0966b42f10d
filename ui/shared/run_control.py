"""What is asked of a run under way. In a race, what both runs share is asked of the leader."""

from contextlib import suppress
from typing import Any

import streamlit as st

from model.heads import HEADS
from runs.records import RESUMABLE, RunNotFound, WrongStatus
from training.loop.variable_groups import PARTS
from ui.shared import fields, notify
from ui.shared.run_view import SHARED, look, watch
from ui.shared.store import store

WITH_WORKER = ("running", "paused")


def ask(run_id: str, **changes: Any) -> None:
    """Ask something of a run that has not ended."""
    view = look(run_id)
    if view is None:
        return notify.tell(str(RunNotFound(run_id)))
    shared = {name: value for name, value in changes.items() if name in SHARED}
    own = {name: value for name, value in changes.items() if name not in SHARED}
    if "solo" in own and view.rival_id:
        _change(view.rival_id, solo=None)  # in a race one head of one run may train alone
    if view.leader_id == run_id:
        return _change(run_id, **changes)
    _change(run_id, **own)
    _change(view.leader_id, **shared)


def _change(run_id: str, **changes: Any) -> None:
    try:
        if changes:
            store().change_control(run_id, **changes)
    except RunNotFound as error:
        notify.tell(str(error))
    watch(run_id).expire()


def stop(run_id: str) -> None:
    """Stop a run, and who races it; one that still waits leaves the queue."""
    ask(run_id, state="stop")
    view = look(run_id)
    for each in {view.leader_id, run_id, view.rival_id or run_id} if view else ():
        waiting = look(each)
        if waiting and waiting.record.status == "queued":
            with suppress(WrongStatus):  # a worker was quicker, and stops it
                store().set_status(each, "stopped", "Taken out of the queue.")
            watch(each).expire()


def resume(run_id: str) -> None:
    """Go on with a run that pauses, or queue one that ended early."""
    view = look(run_id)
    if view and view.record.status in RESUMABLE:
        with suppress(WrongStatus):  # somebody else was quicker
            store().requeue(view.leader_id)
        for each in {view.leader_id, run_id, view.rival_id or run_id}:
            watch(each).expire()
    else:
        ask(run_id, state="run", until=None, solo=None)


def take_steps(run_id: str, count: int, solo: str | None = None) -> None:
    """Train so many steps from here, then pause.

    Args:
        solo: The one head that trains, and the trunk with it.
    """
    view = look(run_id)
    if view and view.record.status in WITH_WORKER:
        ask(run_id, state="run", until=view.record.step + count, solo=solo)


def apply_weights(run_id: str, weights: dict[str, float]) -> None:
    """Give the run these loss weights."""
    ask(run_id, weights=weights)


def change_pace(run_id: str) -> None:
    """Give the run the pace of the picker."""
    ask(run_id, pace=st.session_state[fields.PACE.name] or None)


def change_probe(run_id: str) -> None:
    """Look into the run as often as the picker says."""
    ask(run_id, probe=st.session_state[fields.PROBE.name] or None)


def change_frozen(part: str, run_id: str | None) -> None:
    """Freeze what the toggles say, unless nothing would be left to train.

    Args:
        part: Whose toggle was moved.
        run_id: The run under way that takes it over; None: the next one will.
    """
    parts = staged_frozen()
    if set(HEADS) <= set(parts):
        st.session_state[fields.frozen(part).name] = False
        return notify.tell("With all four heads frozen nothing would learn. Let at least one of them train.")
    if run_id:
        ask(run_id, frozen=parts or None)


def staged_frozen() -> list[str]:
    """The parts that the toggles say."""
    return [part for part in PARTS if st.session_state.get(fields.frozen(part).name)]
