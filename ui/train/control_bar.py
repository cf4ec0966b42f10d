"""The control bar of Train: start, race, pause, step, stop, pace, and which run is shown."""

from functools import partial

import streamlit as st

from runs.records import RESUMABLE
from training.catalogue import SHIPPED_RUN
from training.results.measures import weights_text
from training.run import Run
from training.settings import SettingsError
from ui.shared import notify, run_control, session_keys
from ui.shared.fields import DIAGNOSTICS_EVERY, RUN, STEPS_PER_SECOND
from ui.shared.run_text import settings_text, steps_per_epoch
from ui.shared.run_view import SHIPPED_RUN_NAME, RunView
from ui.shared.store import store
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox
from ui.train import fields, per_head_controls, race, run_actions, settings_form

RUNS_LISTED = 50


def control_bar(view: RunView) -> None:
    """Every control in its place, whatever the run does; those that have no use now are disabled."""
    problem = settings_form.problem()
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="bar"):
            _start_button(problem)
            _race_popover(view, problem)
            _pause_button(view)
            _step_buttons(view, problem)
            per_head_controls.popover(view)
            _stop_button(view)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="bar_pickers"):
            _pace_picker(view)
            _probe_picker(view)
            _run_picker(view)


def _start_button(problem: str) -> None:
    st.button(
        "Start",
        key="start",
        type="primary",
        icon=":material/play_arrow:",
        on_click=run_actions.start,
        disabled=bool(problem),
        help=problem or "Train a new run with the settings on the left.",
    )


def _race_popover(view: RunView, problem: str) -> None:
    icon = ":material/sports_score:"
    with st.popover("Race", icon=icon, disabled=bool(problem), key=session_keys.RACE_OPEN, on_change="rerun"):
        offers = {} if problem else race.offers(settings_form.chosen(), view.record.settings)
        opponent = _opponent(offers)
        st.caption("Two runs of one seed, the same pictures in the same order, step by step on one chart.")
        st.button(
            "Start the race",
            key="race",
            type="primary",
            icon=icon,
            on_click=run_actions.start_race,
            args=(opponent, view.record.settings),
            disabled=not opponent,
        )


def _opponent(offers: dict[str, str]) -> str:
    """Against whom the next race is, of those who differ from the chosen settings."""
    names = list(offers) or [""]
    field = fields.OPPONENT.given(choices=names, default=names[0])
    return selectbox("Race this against ...", field, lambda name: offers.get(name, ""))


def _pause_button(view: RunView) -> None:
    """Pause, Resume, or Resume from a step, as the run needs it."""
    run, status = view.record, view.record.status
    goes_on = status in RESUMABLE or (status == "paused" and view.control.state != "stop")
    pauses = status == "running" and view.control.state == "run"
    st.button(
        f"Resume from step {run.step:,}" if status in RESUMABLE else "Resume" if goes_on else "Pause",
        key="pause",
        icon=":material/resume:" if goes_on else ":material/pause:",
        on_click=partial(run_control.resume, run.id)
        if goes_on
        else partial(run_control.request, run.id, state="pause"),
        disabled=not (goes_on or pauses),
    )


def _step_buttons(view: RunView, problem: str) -> None:
    """One batch or the rest of one epoch; on a run that has ended they start a new one and pause it."""
    run, epoch = view.record, steps_per_epoch(view)
    for name, count in (("batch", 1), ("epoch", epoch - run.step % epoch if epoch else 0)):
        with_worker = run.status in run_control.WITH_WORKER
        begins = run.finished and name == "batch" and not problem
        st.button(
            f"Step {name}",
            key=f"step_{name}",
            icon=":material/skip_next:" if name == "batch" else ":material/fast_forward:",
            on_click=partial(run_control.take_steps, run.id, count)
            if with_worker
            else partial(run_actions.start, until=1),
            disabled=not ((with_worker and count) or begins),
            help="Train one batch, then pause." if name == "batch" else "Train to the end of the epoch, then pause.",
        )


def _stop_button(view: RunView) -> None:
    st.button(
        "Stop",
        key="stop",
        icon=":material/stop:",
        on_click=run_control.stop,
        args=(view.record.id,),
        disabled=not view.live or view.control.state == "stop",
        help="End the run and measure it as it is.",
    )


def _pace_picker(view: RunView) -> None:
    if view.live:
        _stage_nearest(STEPS_PER_SECOND, view.control.pace or 0)
    selectbox(
        "Pace",
        STEPS_PER_SECOND,
        format_func=lambda pace: f"{pace:g} steps a second" if pace else "As fast as it can",
        label_visibility="collapsed",
        width=170,
        on_change=run_control.change_pace if view.live else None,
        args=(view.record.id,) if view.live else None,
    )


def _probe_picker(view: RunView) -> None:
    """How often the run is looked into; a live one takes it over at once."""
    if view.live:
        _stage_nearest(DIAGNOSTICS_EVERY, view.control.probe or 0)
    selectbox(
        "Look under the hood",
        DIAGNOSTICS_EVERY,
        format_func=lambda probe: f"Look under the hood every {probe} steps" if probe else "Never look under the hood",
        label_visibility="collapsed",
        width=300,
        disabled=run_actions.heads_rest(view),
        on_change=run_control.change_probe if view.live else None,
        args=(view.record.id,) if view.live else None,
    )


def _stage_nearest(field: Field, number: float) -> None:
    """Set a picker to the choice that is nearest."""
    st.session_state[field.name] = min(field.choices or (), key=lambda choice: abs(choice - number))


def _run_picker(view: RunView) -> None:
    runs = {run.id: run for run in [view.record, *store().runs(RUNS_LISTED)]}
    names = {run_id: _name(run) for run_id, run in runs.items()} | {SHIPPED_RUN: SHIPPED_RUN_NAME}
    st.session_state[RUN.name] = view.record.id
    st.selectbox(
        "Run that is shown",
        list(names),
        key=RUN.name,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        on_change=run_actions.show_picked,
        disabled=len(names) == 1,
    )


def _name(run: Run) -> str:
    """What tells runs apart: name, weights, status, seed and id; a rival says whom it races."""
    parts = [settings_text(run), run.status, f"seed {run.settings.seed}", run.id]
    return " · ".join([f"rival of {run.races}", *parts] if run.races else parts)


def apply_weights(view: RunView) -> None:
    """Gives the run that is shown the weights of the sliders, and says which ones it has."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button(
            "Apply weights",
            key="apply",
            icon=":material/tune:",
            on_click=_apply,
            args=(view.record.id,),
            disabled=not run_actions.can_apply(view),
            help="Give them to the run under way, from its next step on.",
        )
        one = view.record.settings.joint
        st.caption(
            f"The run has {'one loss' if one else weights_text(run_actions.asked_weights(view))}", width="content"
        )


def _apply(run_id: str) -> None:
    try:
        run_control.apply_weights(run_id, settings_form.chosen_weights())
    except SettingsError as error:
        notify.show_error(str(error))
