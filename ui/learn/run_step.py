"""A step that trains: start, progress, live curves, stop; and the weights that are changed on the way."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from runs.records import PAUSED
from runs.turns import QueueFull
from training.lessons.lesson import Lesson, RunPlan, Train, WeightChange
from training.results.measures import weights_text
from ui.learn import progress
from ui.shared import live_chart, notify, run_control
from ui.shared.layout import action_button, horizontal
from ui.shared.run_view import RunView, view_of
from ui.shared.store import store
from ui.shared.viewer import change_look

SPACE = "lesson_run"  # key of the place whose button Space presses
_ADVICE = {
    "running": "Watch the four lines: when does each of them rise or fall?",
    "paused": "It goes on with Resume.",
    "suspended": "Its worker helps others meanwhile: it goes on with Resume.",
    "done": "The network is trained: go on with Next.",
    "stopped": "It is evaluated as it is: go on with Next, or train again.",
    "diverged": "The loss became too large: train again.",
    "failed": "Train again.",
    "interrupted": "Train again.",
}
_ADVICE_BEFORE_CHANGE = {
    "paused": "It waits for the change of the weights.",
    "suspended": "Its worker helps others meanwhile: it goes on when the weights are changed.",
}
_EARLIER = "Now the runs of an earlier step of this lesson, with the same seed: it compares them."


def draw_run_step(lesson: Lesson, step: Train) -> None:
    """Draw the button that starts, or the runs under way."""
    st.markdown(step.text)
    views = _views([step])
    if progress.missing_runs(step) or any(view is None for view in views):
        seed = min(seeds_of(lesson), default=0)
        with st.container(key=SPACE):
            action_button("Train now", "lesson_train", "play_arrow", _start, lesson, [step], seed, type="primary")
        return
    known = [view for view in views if view]
    earlier = [view for view in _views(_before(lesson, step)) if view and not view.record.finished]
    view = next((view for view in [*known, *earlier] if not view.record.finished), known[-1])
    st.caption(_state_text(lesson, step, known) if view in known else _EARLIER)
    _draw_controls(lesson, step, [*known, *earlier], view)
    live_chart.draw_curves(_leading(view), _ADVICE | (_ADVICE_BEFORE_CHANGE if _next_change(lesson, view) else {}))


def has_ended(lesson: Lesson, step: Train) -> bool:
    """Whether the runs of a step have ended, and those of earlier steps, which may be under way once more."""
    views = [*_views([step]), *_views(_before(lesson, step))]
    return not progress.missing_runs(step) and all(view and view.record.finished for view in views)


def seeds_of(lesson: Lesson) -> list[int]:
    """The seeds of the learner's runs: all steps of a lesson share them."""
    views = _views(progress.trained_steps(lesson))
    return sorted({int(view.record.settings.seed or 0) for view in views if view})


def any_stopped(lesson: Lesson) -> bool:
    """Whether a run of the learner was stopped before its end."""
    return any(view and view.record.status == "stopped" for view in _views(progress.trained_steps(lesson)))


def seed_text(seeds: Sequence[int]) -> str:
    return f"seed{'s' if len(seeds) > 1 else ''} {', '.join(map(str, seeds))}"


def _before(lesson: Lesson, step: Train) -> list[Train]:
    return [other for other in lesson.steps[: lesson.steps.index(step)] if isinstance(other, Train)]


def _views(steps: list[Train]) -> list[RunView | None]:
    ids = progress.runs()
    return [view_of(run_id) for step in steps for name in step.runs for run_id in ids.get(name, [])]


def _leading(view: RunView) -> RunView:
    """Of a race the run that was started first."""
    return (view_of(view.first_id) if view.first_id != view.record.id else None) or view


def _state_text(lesson: Lesson, step: Train, views: list[RunView]) -> str:
    labels, seeds = [lesson.runs[name].label for name in step.runs], seed_text(seeds_of(lesson))
    if len(views) == 1:
        return f"{'Trained' if views[0].record.finished else 'It trains'} with {seeds}."
    if step.seeds == 1:
        return f"Strong: {labels[0]}. Thin: {labels[1]}. Both with {seeds}."
    ended = sum(view.record.finished for view in views)
    return f"{ended} of {len(views)} runs have ended: {', '.join(labels)}, each with {seeds}."


def _draw_controls(lesson: Lesson, step: Train, views: list[RunView], view: RunView) -> None:
    with horizontal():
        if any(not view.record.finished for view in views):
            with st.container(key=SPACE, width="content"):
                _draw_going_on(view, _next_change(lesson, view))
            look = change_look(view.record.owner)
            action_button("Stop", "lesson_stop", "stop", _stop, [view.record.id for view in views], **look)
        else:
            _draw_again(lesson, step)


def _draw_going_on(view: RunView, change: WeightChange | None) -> None:
    """Change the weights, Resume or Pause."""
    run = view.record
    if change:
        text = f"Change the weights to {weights_text(change.weights)} and go on"
        action_button(text, "lesson_change", "tune", _change, run.id, change, **change_look(run.owner, type="primary"))
        return
    paused = run.status in PAUSED
    label, state = ("Resume", "run") if paused else ("Pause", "pause")
    look = change_look(run.owner, disabled=not paused and run.status != "running")
    action_button(label, "lesson_pause", label.lower(), partial(run_control.request, run.id, state=state), **look)


def _draw_again(lesson: Lesson, step: Train) -> None:
    """Train with the next seed, and all that the lesson compares the runs with."""
    seed = max(seeds_of(lesson)) + 1
    others = [other for other in progress.trained_steps(lesson) if other is not step]
    text = "Other first weights, and the pictures in another order: does it come out alike?"
    look = {"type": "tertiary", "help": text + (" The lesson's other runs are trained again too." if others else "")}
    label = f"Train again with {seed_text(range(seed, seed + step.seeds))}"
    action_button(label, "lesson_again", "replay", _start, lesson, [step, *others], seed, **look)


def _next_change(lesson: Lesson, view: RunView) -> WeightChange | None:
    """The change of weights that a run waits for."""
    name = next((name for name, ids in progress.runs().items() if view.record.id in ids), None)
    change = lesson.runs[name].change if name in lesson.runs else None
    if change is None or view.control.weights == change.weights or view.record.step < change.step:
        return None
    return change if view.record.status in PAUSED else None


def _start(lesson: Lesson, steps: list[Train], first_seed: int) -> None:
    if _is_started(steps, first_seed):
        return None  # a double click
    started: dict[str, list[str]] = {name: [] for step in steps for name in step.runs}
    try:
        for step in steps:
            for seed in range(first_seed, first_seed + step.seeds):
                for name, run_id in _start_runs(lesson, step, seed):
                    started[name].append(run_id)
    except QueueFull as error:
        return notify.show_error(str(error))
    return progress.keep_runs(started)


def _is_started(steps: list[Train], first_seed: int) -> bool:
    views = _views(steps)
    seeds = [int(view.record.settings.seed or 0) for view in views if view]
    return not any(map(progress.missing_runs, steps)) and len(seeds) == len(views) and min(seeds) >= first_seed


def _start_runs(lesson: Lesson, step: Train, seed: int) -> list[tuple[str, str]]:
    """Queue the runs of a step; returns their names and ids."""
    plans = [lesson.runs[name] for name in step.runs]
    race = len(plans) == 2 and step.seeds == 1
    groups = [plans] if race else [[plan] for plan in plans]
    return [(plan.name, run_id) for group in groups for plan, run_id in zip(group, _queue(group, seed), strict=True)]


def _queue(plans: list[RunPlan], seed: int) -> list[str]:
    """Queue a run, or two that race; returns their ids."""
    settings = [replace(plan.settings, seed=seed) for plan in plans]
    change = plans[0].change
    control = {"until": change.step} if change else {}
    run_id = run_control.queue_run(settings[0], settings[1] if len(plans) == 2 else None, **control)
    return [run_id, *store().rivals(run_id)]


def _change(run_id: str, change: WeightChange) -> None:
    run_control.apply_weights(run_id, change.weights)
    run_control.resume(run_id)


def _stop(run_ids: list[str]) -> None:
    for run_id in run_ids:
        run_control.stop(run_id)
