"""What the Train page shows, and the runs that it starts."""

import time
from math import inf
from typing import Any

import streamlit as st

from data.imports.refusals import printable
from model.balance import METHODS
from runs.lifecycle import new_run_id
from training.catalogue import SHIPPED_RUN
from training.presets import name_of
from training.run import Settings
from training.settings import RunSettings, SettingsError
from ui.shared import notify, reference_run, run_control, session_keys
from ui.shared.fields import DIAGNOSTICS_EVERY, RUN, STEPS_PER_SECOND
from ui.shared.run_view import RunView, shipped_run, view_of
from ui.shared.store import store
from ui.train import race, settings_form

DOUBLE_CLICK = 1.0  # seconds in which a second press of Start is the same press


def chosen_run() -> RunView:
    """The run of the link, else the newest active one, else the newest, else the story. The link then names it."""
    asked = RUN.read()
    view = view_of(asked) if asked else None
    if view is None:
        if asked:
            st.toast(f"There is no run `{printable(asked)}` here; this is another one.", icon=":material/search_off:")
        view = _default_run()
    if view.record.id not in (asked, SHIPPED_RUN):
        RUN.write(view.record.id)
    reference_run.follow_reference(view)
    return view


def _default_run() -> RunView:
    runs = [run for run in store().runs() if run.races is None]
    best = next((run for run in runs if run.active), None) or next(iter(runs), None)
    return (view_of(best.id) if best else None) or shipped_run()


def start(until: int | None = None) -> None:
    """Queue a run with the chosen settings, and show it.

    Args:
        until: The step before which it pauses.
    """
    try:
        settings = settings_form.chosen()
    except SettingsError as error:
        return notify.show_error(str(error))
    _begin(settings, until=until)


def start_race(opponent: str, shown: Settings) -> None:
    """Queue two runs of one seed that train in lockstep, and show the one with the chosen settings.

    Args:
        opponent: A key of `opponents.offers`.
        shown: The settings of the run that is shown.
    """
    try:
        settings = settings_form.chosen()
        rival = race.settings_of(opponent, settings, shown)
    except SettingsError as error:
        return notify.show_error(str(error))
    st.session_state[session_keys.RACE_OPEN] = False
    _begin(settings, rival)


def _begin(settings: RunSettings, rival: RunSettings | None = None, until: int | None = None) -> None:
    moment, (before, begun) = time.monotonic(), st.session_state.get(session_keys.LAST_START, (-inf, ""))
    if moment - before < DOUBLE_CLICK:
        return show(begun)  # again: the browser sent the second press before its address named this run
    run_id = new_run_id()
    st.session_state[session_keys.LAST_START] = moment, run_id
    wishes: dict[str, Any] = {"pace": st.session_state.get(STEPS_PER_SECOND.name) or None, "until": until}
    if not settings.joint or (rival and not rival.joint):
        wishes["probe"] = st.session_state.get(DIAGNOSTICS_EVERY.name, DIAGNOSTICS_EVERY.default) or None
        wishes["frozen"] = run_control.staged_frozen() or None
    if rival:  # before its leader, which a worker may take at once
        store().create_run(name_of(rival), rival.to_json(), races=run_id, **wishes)
    store().create_run(name_of(settings), settings.to_json(), run_id=run_id, **wishes)
    reference_run.keep_reference(run_id, RUN.read())
    show(run_id)


def show(run_id: str) -> None:
    """Show another run."""
    RUN.write(run_id)


def show_picked() -> None:
    """Show the run of the picker. A label that has changed meanwhile comes back as mere text: then nothing changes."""
    if st.session_state[RUN.name] == SHIPPED_RUN or store().run(st.session_state[RUN.name]):
        show(st.session_state[RUN.name])


def frozen_parts(view: RunView) -> list[str]:
    """What is frozen: in the run under way, else in the next one."""
    return (view.control.frozen or []) if view.live else run_control.staged_frozen()


def asked_weights(view: RunView) -> dict[str, float]:
    """The weights that the run has, or takes over at its next step."""
    return view.control.weights or view.record.settings.weights


def heads_rest(view: RunView) -> bool:
    """Whether there are no heads to freeze, step or look at: in the run under way, else in the next one."""
    return view.record.settings.joint if view.live else settings_form.joint()


def method_of(view: RunView) -> str:
    """The balancing method of the run, unless this version does not know it."""
    name = view.record.settings.method
    return name if name in METHODS else "manual"


def can_apply(view: RunView) -> bool:
    """Whether the sliders say something else than the run has, and the run listens to them."""
    listens = METHODS[method_of(view)].role != "nothing" and not view.record.settings.joint
    return listens and view.live and settings_form.staged_weights() != asked_weights(view)
