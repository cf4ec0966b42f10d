"""The control bar of Train: start, race, pause, step, stop, speed, and the picker of the shown run."""

from functools import partial
from typing import Any

import streamlit as st

from runs.records import PAUSED, RESUMABLE
from training.catalogue import SHIPPED_RUN
from training.results.measures import weights_text
from training.run import Run
from training.settings import SettingsError
from ui.shared import notify, run_control, session_keys
from ui.shared.fields import RUN, STEPS_PER_SECOND
from ui.shared.format import sentence
from ui.shared.keyboard import PageKey
from ui.shared.layout import action_button, horizontal, picker
from ui.shared.run_text import settings_text, steps_to_epoch_end
from ui.shared.run_view import SHIPPED_RUN_NAME, RunView
from ui.shared.store import store
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox
from ui.shared.viewer import change_look
from ui.train import fields, per_head_controls, race, run_actions, settings_form
from ui.train.class_diagnostics import class_spacing, diagnostics_field, draw_note

_RUNS_LISTED = 50


def keys(view: RunView) -> tuple[PageKey, ...]:
    """The keys of Train; Space presses Pause and Resume of a run under way, else Start."""
    button = "pause" if view.live else "start"
    return (
        PageKey(" ", "Start a run; pause it, and let it go on.", button),
        PageKey("ArrowRight", "Train one batch, then pause.", "step_batch"),
    )


def draw_control_bar(view: RunView) -> None:
    """Draw all controls; those that do not apply to the state of the run are disabled."""
    problem = settings_form.settings_problem()
    with st.container(key="start_part"), horizontal(gap="xsmall", key="bar"):
        words = sentence(problem) or "Train a new run with these settings."
        look = {"type": "primary", "disabled": bool(problem), "help": words}
        action_button("Start", "start", "play_arrow", run_actions.start_run, **look)
        _race_popover(view, problem)
        _pause_button(view)
        _step_buttons(view, problem)
        per_head_controls.per_head_popover(view)
        stopping, words = view.live and view.control.state == "stop", "End the run and evaluate the network as it is."
        disabled = not (view.live or view.record.goes_on) or stopping
        look = change_look(view.record.owner, disabled=disabled, help=words)
        action_button("Stop", "stop", "stop", run_control.stop, view.record.id, **look)
        st.toggle("More", key="more_actions")  # on a phone alone, for what stands between: page_frame.css
    with st.container(key="pace_part"):
        spacing = class_spacing(view)
        with horizontal(gap="xsmall", key="bar_pickers"):
            _control_picker(view, "Speed", STEPS_PER_SECOND, ("Full speed", "{} steps a second"), width=170)
            texts = "No gradient diagnostics", "Gradient diagnostics every {} steps"
            look = {"width": 300, "disabled": run_actions.without_heads(view)}
            _control_picker(view, "Gradient diagnostics", diagnostics_field(view, spacing), texts, **look)
            _run_picker(view)
        draw_note(spacing)


def _race_popover(view: RunView, problem: str) -> None:
    look = {"icon": ":material/sports_score:", "disabled": bool(problem), "key": session_keys.RACE_OPEN}
    with st.popover("Race", on_change="rerun", **look):
        shown = view.record.settings
        options = {} if problem else race.race_options(settings_form.chosen_settings(), shown)
        field = fields.RACE_AGAINST.given(default=next(iter(options), ""))
        choice = selectbox("Race this against ...", field, options or {"": ""})
        st.caption("Two runs with the same seed and the same pictures in the same order, step by step on one chart.")
        look = {"type": "primary", "disabled": not choice}
        action_button("Start the race", "race", "sports_score", run_actions.start_race, choice, shown, **look)


def _pause_button(view: RunView) -> None:
    """Pause, Resume, or Resume from a step, depending on the state of the run."""
    run, status = view.record, view.record.status
    can_resume = status in RESUMABLE or (status in PAUSED and view.control.state != "stop")
    can_pause = status == "running" and view.control.state == "run"
    label = f"Resume from step {run.step:,}" if status in RESUMABLE else "Resume" if can_resume else "Pause"
    act = run_control.resume if can_resume else partial(run_control.request, state="pause")
    icon, disabled = "resume" if can_resume else "pause", not (can_resume or can_pause)
    action_button(label, "pause", icon, act, run.id, **change_look(run.owner, disabled=disabled))


def _step_buttons(view: RunView, problem: str) -> None:
    """Train one batch, or to the end of the epoch; after the end of a run Step batch starts a new run and pauses it."""
    run, under_way = view.record, view.record.status in run_control.UNDER_WAY
    begins = run.finished and not problem
    step = partial(run_control.take_steps, run.id)
    look: dict[str, Any] = {"disabled": not (under_way or begins), "help": "Train one batch, then pause."}
    look = change_look(run.owner, **look) if under_way else look
    action_button("Step batch", "step_batch", "skip_next", step if under_way else run_actions.start_run, 1, **look)
    count = steps_to_epoch_end(view)
    words, disabled = "Train to the end of the epoch, then pause.", not (under_way and count)
    look = change_look(run.owner, disabled=disabled, help=words)
    action_button("Step epoch", "step_epoch", "fast_forward", step, count, **look)


def _control_picker(view: RunView, label: str, field: Field, texts: tuple[str, str], **options: Any) -> None:
    """A picker of the next run; during a run it shows the nearest choice to the run's value and changes it.

    Args:
        field: Has the name of the run's control.
        texts: Of the choice 0, and of any other number.
    """
    if view.live:
        value = getattr(view.control, field.name) or 0
        field.stage(min(field.choices or (), key=lambda choice: abs(choice - value)))
        options = change_look(view.record.owner, **options)
        options |= {"on_change": run_control.take_choice, "args": (view.record.id, field)}
    labels = {choice: texts[choice > 0].format(choice) for choice in field.choices or ()}
    selectbox(label, field, labels, label_visibility="collapsed", **options)


def _run_picker(view: RunView) -> None:
    runs = {run.id: run for run in [view.record, *store().runs(_RUNS_LISTED)]}
    names = {run_id: _name(run) for run_id, run in runs.items()} | {SHIPPED_RUN: SHIPPED_RUN_NAME}
    options = {"label_visibility": "collapsed", "disabled": len(names) == 1}
    picker("Shown run", RUN.name, names, view.record.id, run_actions.show_picked_run, **options)


def _name(run: Run) -> str:
    """Name, weights, status, seed and id of a run; in a race also the other run."""
    parts = [settings_text(run), run.status, f"seed {run.settings.seed}", run.id]
    return " · ".join([f"races {run.races}", *parts] if run.races else parts)


def draw_apply_weights(view: RunView) -> None:
    """Draw the button that applies the sliders to the shown run, and the weights that the run has."""
    with horizontal(gap="xsmall"):
        words = "Use these weights in the run under way from its next step."
        look = change_look(view.record.owner, disabled=not run_actions.can_apply(view), help=words)
        action_button("Apply weights", "apply", "tune", _apply, view.record.id, **look)
        weights = "one loss" if view.record.settings.joint else weights_text(run_actions.current_weights(view))
        st.caption(f"The run has {weights}", width="content")


def _apply(run_id: str) -> None:
    try:
        run_control.apply_weights(run_id, settings_form.chosen_weights())
    except SettingsError as error:
        notify.show_error(str(error))
