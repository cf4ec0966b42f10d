"""The shown run of Train, and the runs that it starts."""

import time
from math import inf
from typing import Any

import streamlit as st

from model.balance import METHODS
from runs.turns import QueueFull
from training.catalogue import SHIPPED_RUN
from training.run import Settings
from training.settings import RunSettings, SettingsError
from ui.shared import notify, reference_run, run_control, session_keys
from ui.shared.fields import DIAGNOSTICS_EVERY, RUN, STEPS_PER_SECOND
from ui.shared.run_view import RunView, shipped_run, view_of
from ui.shared.store import store
from ui.shared.url_state import by_history, gone
from ui.train import race, settings_form

_DOUBLE_CLICK = 1.0  # seconds


def chosen_run() -> RunView:
    """The run of the link, else the newest active run, the newest, or the shipped run; the link then names it.

    Those that the viewer may change come before those of others.

    Back to an address without a run: it was the shipped one.
    """
    linked = RUN.read() or (SHIPPED_RUN if by_history() else None)
    view = view_of(linked) if linked else None
    if view is None:
        if linked:
            RUN.drop(gone("run", "showing another one"))
        view = _default_run()
    if linked or view.record.id != SHIPPED_RUN:
        RUN.write(view.record.id)
    reference_run.follow_reference(view)
    return view


def _default_run() -> RunView:
    newest = store().foremost_run()
    return (view_of(newest) if newest else None) or shipped_run()


def start_run(until: int | None = None) -> None:
    """Queue a run with the chosen settings and show it.

    Args:
        until: The step before which it pauses.
    """
    try:
        settings = settings_form.chosen_settings()
    except SettingsError as error:
        return notify.show_error(str(error))
    _begin(settings, until=until)


def start_race(option: str, shown: Settings) -> None:
    """Queue two runs of the same seed that train in lockstep, and show the run with the chosen settings.

    Args:
        option: A key of `race.race_options`.
        shown: The settings of the shown run.
    """
    try:
        settings = settings_form.chosen_settings()
        other = race.raced_settings(option, settings, shown)
    except SettingsError as error:
        return notify.show_error(str(error))
    st.session_state[session_keys.RACE_OPEN] = False
    _begin(settings, other)


def _begin(settings: RunSettings, other: RunSettings | None = None, until: int | None = None) -> None:
    moment, (before, begun) = time.monotonic(), st.session_state.get(session_keys.LAST_START, (-inf, ""))
    if moment - before < _DOUBLE_CLICK:
        return show_run(begun)  # a double click
    control: dict[str, Any] = {"pace": STEPS_PER_SECOND.held() or None, "until": until}
    if not settings.joint or (other and not other.joint):
        control["probe"] = DIAGNOSTICS_EVERY.held(DIAGNOSTICS_EVERY.default) or None
        control["frozen"] = run_control.staged_frozen() or None
    try:
        run_id = run_control.queue_run(settings, other, **control)
    except QueueFull as error:
        return notify.show_error(str(error))
    st.session_state[session_keys.LAST_START] = moment, run_id
    reference_run.keep_reference(run_id, RUN.read())
    show_run(run_id)


def show_run(run_id: str) -> None:
    """Show a run."""
    RUN.write(run_id)


def show_picked_run(run_id: str) -> None:
    """Show the run of the picker; a label that has changed meanwhile is no id and is ignored."""
    if run_id == SHIPPED_RUN or store().run(run_id):
        show_run(run_id)


def frozen_parts(view: RunView) -> list[str]:
    """The frozen parts of the run under way, else of the next run."""
    return (view.control.frozen or []) if view.live else run_control.staged_frozen()


def current_weights(view: RunView) -> dict[str, float]:
    """The loss weights of the run from its next step on."""
    return view.control.weights or view.record.settings.weights


def without_heads(view: RunView) -> bool:
    """Whether the run under way, else the next run, has a single loss and so no heads to freeze or step."""
    return view.record.settings.joint if view.live else settings_form.joint_is_chosen()


def method_of(view: RunView) -> str:
    """The balancing method of the run; `manual` if it is unknown."""
    name = view.record.settings.method
    return name if name in METHODS else "manual"


def can_apply(view: RunView) -> bool:
    """Whether the sliders differ from the run's weights and the run uses them."""
    uses_sliders = METHODS[method_of(view)].role != "nothing" and not view.record.settings.joint
    return uses_sliders and view.live and settings_form.staged_weights() != current_weights(view)
