"""The start and the control of a run. In a race the shared values go to the first run."""

from contextlib import suppress
from typing import Any

from model.heads import HEADS
from runs.lifecycle import new_run_id
from runs.records import PAUSED, RESUMABLE, QueueFull, RunNotFound, WrongStatus
from training.loop.variable_groups import NETWORK_PARTS
from training.presets import default_run_name
from training.settings import RunSettings
from ui.shared import fields, notify
from ui.shared.run_view import SHARED_CONTROLS, reader, view_of
from ui.shared.store import store
from ui.shared.url_state import Field

UNDER_WAY = ("running", *PAUSED)


def queue_run(settings: RunSettings, other: RunSettings | None = None, **control: Any) -> str:
    """Queue a run, and one that races it; returns its id.

    Args:
        control: Of both runs from their start.

    Raises:
        QueueFull: There is no room; the message says what to do.
    """
    run_id = new_run_id()
    if other:  # created first, as a worker may take the first run at once
        store().check_new_run(settings.to_json())
        store().create_run(default_run_name(other), other.to_json(), races=run_id, **control)
    store().create_run(default_run_name(settings), settings.to_json(), run_id=run_id, **control)
    return run_id


def request(run_id: str, **changes: Any) -> None:
    """Change the control of a run that has not ended."""
    view = view_of(run_id)
    if view is None:
        return notify.show_error(str(RunNotFound(run_id)))
    shared = {name: value for name, value in changes.items() if name in SHARED_CONTROLS}
    own = {name: value for name, value in changes.items() if name not in SHARED_CONTROLS}
    if "solo" in own and view.other_id:
        _change(view.other_id, solo=None)  # in a race one head of one run may train alone
    if view.first_id == run_id:
        return _change(run_id, **changes)
    _change(run_id, **own)
    _change(view.first_id, **shared)


def _change(run_id: str, **changes: Any) -> None:
    try:
        if changes:
            store().change_control(run_id, **changes)
    except RunNotFound as error:
        notify.show_error(str(error))
    reader(run_id).expire()


def stop(run_id: str) -> None:
    """Stop a run and the other run of its race; a queued run leaves the queue."""
    request(run_id, state="stop")
    view = view_of(run_id)
    for race_id in view.race_ids if view else ():
        queued = view_of(race_id)
        if queued and queued.record.goes_on:
            store().give_up(queued.first_id)
            reader(race_id).expire()
        if queued and queued.record.status == "queued":
            store().take_out(race_id)
            reader(race_id).expire()


def resume(run_id: str) -> None:
    """Resume a paused run, or queue a run that ended early."""
    view = view_of(run_id)
    if view and view.record.status in RESUMABLE:
        try:
            with suppress(WrongStatus):  # somebody else was quicker
                store().requeue(view.first_id)
        except QueueFull as error:
            notify.show_error(str(error))
        for race_id in view.race_ids:
            reader(race_id).expire()
    else:
        request(run_id, state="run", until=None, solo=None)


def take_steps(run_id: str, count: int, solo: str | None = None) -> None:
    """Train for a number of steps, then pause.

    Args:
        solo: The only head that trains, together with the trunk.
    """
    view = view_of(run_id)
    if view and view.record.status in UNDER_WAY:
        request(run_id, state="run", until=view.record.step + count, solo=solo)


def apply_weights(run_id: str, weights: dict[str, float]) -> None:
    """Change the loss weights of a run."""
    request(run_id, weights=weights)


def take_choice(run_id: str, field: Field) -> None:
    """Set the control of the field's name to the picker's value; 0 is None."""
    request(run_id, **{field.name: field.held() or None})


def change_frozen(part: str, run_id: str | None) -> None:
    """Freeze the parts of the toggles, unless nothing would be left to train.

    Args:
        part: The part whose toggle was moved.
        run_id: The run under way; None: the next run.
    """
    parts = staged_frozen()
    if set(HEADS) <= set(parts):
        fields.frozen(part).stage(False)
        return notify.show_error("With all four heads frozen nothing can learn. Leave at least one head unfrozen.")
    if run_id:
        request(run_id, frozen=parts or None)


def staged_frozen() -> list[str]:
    """The parts whose toggles are on."""
    return [part for part in NETWORK_PARTS if fields.frozen(part).held()]
