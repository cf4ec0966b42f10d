"""A step that trains: start, progress, live curves, stop; and the weights that are changed on the way."""

from dataclasses import replace

import streamlit as st

from runs.turns import QueueFull
from training.lessons.lesson import Lesson, RunPlan, Train
from training.results.measures import weights_text
from ui.learn import progress
from ui.shared import live_chart, notify, run_control
from ui.shared.layout import action_button, horizontal
from ui.shared.run_view import RunView, view_of
from ui.shared.store import store


def draw_run_step(lesson: Lesson, step: Train) -> None:
    """Draw the button that starts, or the runs under way."""
    st.markdown(step.text)
    views = _views(step)
    if progress.missing_runs(step) or any(view is None for view in views):
        action_button("Train now", "lesson_train", "play_arrow", _start, lesson, step, type="primary")
        return
    known = [view for view in views if view]
    view = next((view for view in known if not view.record.finished), known[-1])
    _draw_state(lesson, step, known, view)
    live_chart.draw_curves(_leading(view))


def has_ended(step: Train) -> bool:
    views = _views(step)
    return not progress.missing_runs(step) and all(view and view.record.finished for view in views)


def _views(step: Train) -> list[RunView | None]:
    ids = progress.runs()
    return [view_of(run_id) for name in step.runs for run_id in ids.get(name, [])]


def _leading(view: RunView) -> RunView:
    """Of a race the run that was started first."""
    return (view_of(view.first_id) if view.first_id != view.record.id else None) or view


def _draw_state(lesson: Lesson, step: Train, views: list[RunView], view: RunView) -> None:
    labels = [lesson.runs[name].label for name in step.runs]
    ended = sum(view.record.finished for view in views)
    if len(labels) == 2 and step.seeds == 1:
        st.caption(f"Strong: {labels[0]}. Thin: {labels[1]}.")
    elif len(views) > 1:
        st.caption(f"{ended} of {len(views)} runs have ended. {step.seeds} runs each of: {', '.join(labels)}.")
    plan = _plan_of(lesson, view)
    with horizontal():
        if plan and plan.change and _waits_for_change(view, plan):
            text = f"Change the weights to {weights_text(plan.change.weights)} and go on"
            action_button(text, "lesson_change", "tune", _change, view.record.id, plan, type="primary")
        if ended < len(views):
            action_button("Stop", "lesson_stop", "stop", _stop, [view.record.id for view in views])
        else:
            action_button("Train again", "lesson_again", "replay", _start, lesson, step, type="tertiary")


def _plan_of(lesson: Lesson, view: RunView) -> RunPlan | None:
    ids = progress.runs()
    name = next((name for name, some in ids.items() if view.record.id in some), None)
    return lesson.runs.get(name) if name else None


def _waits_for_change(view: RunView, plan: RunPlan) -> bool:
    assert plan.change is not None
    return view.record.status == "paused" and view.control.weights != plan.change.weights


def _start(lesson: Lesson, step: Train) -> None:
    started: dict[str, list[str]] = {name: [] for name in step.runs}
    try:
        for seed in range(step.seeds):
            plans = [lesson.runs[name] for name in step.runs]
            race = len(plans) == 2 and step.seeds == 1
            for group in [plans] if race else [[plan] for plan in plans]:
                for plan, run_id in zip(group, _queue(group, seed), strict=True):
                    started[plan.name].append(run_id)
    except QueueFull as error:
        return notify.show_error(str(error))
    progress.keep_runs(started)


def _queue(plans: list[RunPlan], seed: int) -> list[str]:
    """Queue a run, or two that race; returns their ids."""
    settings = [replace(plan.settings, seed=seed) for plan in plans]
    change = plans[0].change
    control = {"until": change.step} if change else {}
    run_id = run_control.queue_run(settings[0], settings[1] if len(plans) == 2 else None, **control)
    return [run_id, *store().rivals(run_id)]


def _change(run_id: str, plan: RunPlan) -> None:
    assert plan.change is not None
    run_control.apply_weights(run_id, plan.change.weights)
    run_control.resume(run_id)


def _stop(run_ids: list[str]) -> None:
    for run_id in run_ids:
        run_control.stop(run_id)
