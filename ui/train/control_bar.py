"""The control bar of Train: start, race, pause, step, stop, speed, and the picker of the shown run."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from runs.records import RESUMABLE
from training.catalogue import SHIPPED_RUN
from training.results.measures import weights_text
from training.run import Run
from training.settings import SettingsError
from ui.shared import notify, run_control, session_keys
from ui.shared.fields import DIAGNOSTICS_EVERY, RUN, STEPS_PER_SECOND
from ui.shared.run_text import epoch_length, settings_text
from ui.shared.run_view import SHIPPED_RUN_NAME, RunView
from ui.shared.store import store
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox
from ui.train import fields, per_head_controls, race, run_actions, settings_form

_RUNS_LISTED = 50


def draw_control_bar(view: RunView) -> None:
    """Draw all controls; those that do not apply to the state of the run are disabled."""
    problem = settings_form.settings_problem()
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="bar"):
            _start_button(problem)
            _race_popover(view, problem)
            _pause_button(view)
            _step_buttons(view, problem)
            per_head_controls.per_head_popover(view)
            _stop_button(view)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="bar_pickers"):
            _speed_picker(view)
            _diagnostics_picker(view)
            _run_picker(view)


def _start_button(problem: str) -> None:
    st.button(
        "Start",
        key="start",
        type="primary",
        icon=":material/play_arrow:",
        on_click=run_actions.start_run,
        disabled=bool(problem),
        help=problem or "Train a new run with the settings on the left.",
    )


def _race_popover(view: RunView, problem: str) -> None:
    icon = ":material/sports_score:"
    with st.popover("Race", icon=icon, disabled=bool(problem), key=session_keys.RACE_OPEN, on_change="rerun"):
        options = {} if problem else race.race_options(settings_form.chosen_settings(), view.record.settings)
        choice = _race_picker(options)
        st.caption("Two runs with the same seed and the same pictures in the same order, step by step on one chart.")
        st.button(
            "Start the race",
            key="race",
            type="primary",
            icon=icon,
            on_click=run_actions.start_race,
            args=(choice, view.record.settings),
            disabled=not choice,
        )


def _race_picker(options: dict[str, str]) -> str:
    """The picker of the second run's settings."""
    names = list(options) or [""]
    field = fields.RACE_AGAINST.given(choices=names, default=names[0])
    return selectbox("Race this against ...", field, lambda name: options.get(name, ""))


def _pause_button(view: RunView) -> None:
    """Pause, Resume, or Resume from a step, depending on the state of the run."""
    run, status = view.record, view.record.status
    can_resume = status in RESUMABLE or (status == "paused" and view.control.state != "stop")
    can_pause = status == "running" and view.control.state == "run"
    st.button(
        f"Resume from step {run.step:,}" if status in RESUMABLE else "Resume" if can_resume else "Pause",
        key="pause",
        icon=":material/resume:" if can_resume else ":material/pause:",
        on_click=partial(run_control.resume, run.id)
        if can_resume
        else partial(run_control.request, run.id, state="pause"),
        disabled=not (can_resume or can_pause),
    )


def _step_buttons(view: RunView, problem: str) -> None:
    """Train one batch, or to the end of the epoch; after the end of a run Step batch starts a new run and pauses it."""
    run, epoch = view.record, epoch_length(view)
    for name, count in (("batch", 1), ("epoch", epoch - run.step % epoch if epoch else 0)):
        with_worker = run.status in run_control.WITH_WORKER
        begins = run.finished and name == "batch" and not problem
        st.button(
            f"Step {name}",
            key=f"step_{name}",
            icon=":material/skip_next:" if name == "batch" else ":material/fast_forward:",
            on_click=partial(run_control.take_steps, run.id, count)
            if with_worker
            else partial(run_actions.start_run, until=1),
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
        help="End the run and evaluate the network as it is.",
    )


def _speed_picker(view: RunView) -> None:
    _control_picker(
        view,
        STEPS_PER_SECOND,
        view.control.pace,
        run_control.change_speed,
        label="Speed",
        format_func=lambda limit: f"{limit:g} steps a second" if limit else "Full speed",
        width=170,
    )


def _diagnostics_picker(view: RunView) -> None:
    _control_picker(
        view,
        DIAGNOSTICS_EVERY,
        view.control.probe,
        run_control.change_diagnostics,
        label="Gradient diagnostics",
        format_func=lambda every: f"Gradient diagnostics every {every} steps" if every else "No gradient diagnostics",
        width=300,
        disabled=run_actions.without_heads(view),
    )


def _control_picker(
    view: RunView, field: Field, value: float | None, on_change: Callable[[str], None], **options: Any
) -> None:
    """A picker of the next run; during a run it shows the nearest choice to the run's value and changes it."""
    if view.live:
        st.session_state[field.name] = min(field.choices or (), key=lambda choice: abs(choice - (value or 0)))
        options |= {"on_change": on_change, "args": (view.record.id,)}
    selectbox(field=field, label_visibility="collapsed", **options)


def _run_picker(view: RunView) -> None:
    runs = {run.id: run for run in [view.record, *store().runs(_RUNS_LISTED)]}
    names = {run_id: _name(run) for run_id, run in runs.items()} | {SHIPPED_RUN: SHIPPED_RUN_NAME}
    st.session_state[RUN.name] = view.record.id
    st.selectbox(
        "Shown run",
        list(names),
        key=RUN.name,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        on_change=run_actions.show_picked_run,
        disabled=len(names) == 1,
    )


def _name(run: Run) -> str:
    """Name, weights, status, seed and id of a run; in a race also the other run."""
    parts = [settings_text(run), run.status, f"seed {run.settings.seed}", run.id]
    return " · ".join([f"races {run.races}", *parts] if run.races else parts)


def draw_apply_weights(view: RunView) -> None:
    """Draw the button that applies the sliders to the shown run, and the weights that the run has."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button(
            "Apply weights",
            key="apply",
            icon=":material/tune:",
            on_click=_apply,
            args=(view.record.id,),
            disabled=not run_actions.can_apply(view),
            help="Use these weights in the run under way from its next step.",
        )
        weights = "one loss" if view.record.settings.joint else weights_text(run_actions.current_weights(view))
        st.caption(f"The run has {weights}", width="content")


def _apply(run_id: str) -> None:
    try:
        run_control.apply_weights(run_id, settings_form.chosen_weights())
    except SettingsError as error:
        notify.show_error(str(error))
