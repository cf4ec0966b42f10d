"""A run in words: its state, its counters, how it ended."""

from collections.abc import Mapping
from statistics import median

from model.balance import METHODS
from model.heads import HEADS
from training.catalogue import STORY
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import own_words
from training.results.measures import weights_text
from training.run import Run
from ui.shared.format import percent
from ui.shared.run_view import View

_RECENT = 10  # points that the speed is taken from

_STATES = {
    "starting": ("Warming up", "The worker makes the pictures and the network."),
    "running": ("Running", "Move the weights while it learns, and apply them."),
    "paused": ("Paused", "Resume goes on; Step batch takes one step."),
    "done": ("Done", "The network is finished: use it in Explore, or download it."),
    "stopped": ("Stopped", "Resume goes on from here."),
    "diverged": ("Diverged", "Lower the learning rate and start again."),
    "failed": ("Failed", "Resume tries again from the last checkpoint."),
    "interrupted": ("Interrupted", "Resume goes on from the last checkpoint."),
}
_ASKED = {
    "pause": ("Pausing", "The step under way ends first."),
    "stop": ("Stopping", "The step under way ends; then the network is measured and written."),
}


def state_words(view: View) -> tuple[str, str]:
    """State and one sentence with what to do next."""
    record = view.record
    if record.id == STORY:
        return (
            "A finished run of fast",
            "Made with: python -m training --preset fast. Press Start for one of your own.",
        )
    if record.status == "queued":
        return _queue_words(view)
    if record.status == "starting" and not view.warm:
        return "Warming up", "The engine loads TensorFlow; that takes some seconds, once."
    asked = view.control.state
    if (asked in _ASKED and record.status in ("starting", "running")) or (asked, record.status) == ("stop", "paused"):
        return _ASKED[asked]
    if record.status == "running" and record.step >= record.total_steps:
        return "Measuring", "The test part is read, and the network is written."
    state, advice = _STATES[record.status]
    return state, " ".join(filter(None, (record.message or advice, _parts_words(view))))


def _parts_words(view: View) -> str:
    """What of the network does not train now."""
    if not view.live:
        return ""
    solo, frozen = view.control.solo, view.control.frozen or []
    alone = (
        f"Only {solo} and the trunk train{' until step ' + f'{view.control.until:,}' if view.control.until else ''}."
    )
    return " ".join([*([alone] if solo else []), *([f"Frozen: {', '.join(frozen)}."] if frozen else [])])


def _queue_words(view: View) -> tuple[str, str]:
    hint = "A paused run holds a worker: resume or stop it." if view.held else "It starts when a worker is free."
    return "Queued", f"Number {view.place or 1} in the queue. {hint}"


def settings_words(run: Run) -> str:
    """Name, method, weights, optimiser, data and start of a run; what is usual is left out."""
    method, optimizer = run.settings.method, run.settings.optimizer
    parts = [run.name]
    if method != "manual" and method in METHODS:
        parts.append(METHODS[method].label)
    if run.settings.weights and not run.settings.joint:
        parts.append(weights_text(run.settings.weights))
    if optimizer != "adam" and optimizer in OPTIMIZERS:
        parts.append(OPTIMIZERS[optimizer].label)
    return " ".join([*parts, *own_words(run.settings)])


def counters(view: View) -> dict[str, str]:
    """The big numbers: `epoch`, `step`, `rate` (pictures a second) and time `left`."""
    record, last = view.record, view.last
    epoch = (last and last.epoch) or 0.0
    rate = _recent_rate(view)
    return {
        "epoch": f"{epoch:.2f} of {record.settings.epochs or 0:g}",
        "step": f"{record.step:,} of {record.total_steps:,}" if record.total_steps else f"{record.step:,}",
        "rate": f"{rate:,.0f}" if rate else "–",
        "left": duration(seconds_left(view, rate)),
    }


def _recent_rate(view: View) -> float:
    """Pictures a second in the last points; 0 before the first."""
    recent = [point.rate for point in view.points[-_RECENT:] if point.rate]
    return median(recent) if recent else 0.0


def seconds_left(view: View, rate: float) -> float | None:
    """How long a running run still takes at this rate and its pace; None if that cannot be said."""
    batch_size = view.record.settings.batch_size
    if view.record.status != "running" or not rate or not batch_size:
        return None
    steps = rate / batch_size
    return (view.record.total_steps - view.record.step) / min(steps, view.control.pace or steps)


def duration(seconds: float | None) -> str:
    """`8 s`, `2 min 05 s` or `1 h 02 min`; a dash for None."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def shown_steps(view: View) -> int:
    """Where the axis of the steps ends: at the last step to come, or where the run ended for good."""
    last = view.last.step if view.last else 0
    ended = view.record.status in ("done", "stopped", "diverged", "failed")
    return (last if ended else max(view.record.total_steps, last)) or 100


def steps_per_epoch(view: View) -> int | None:
    """Steps in one pass over the training part; None before the first step."""
    last = view.last
    return round(last.step / last.epoch) if last and last.epoch else None


def alt(view: View) -> str:
    """The chart for those who do not see it."""
    point = next((point for point in reversed(view.points) if point.validation_accuracy), None)
    if point is None or point.validation_accuracy is None:
        return "Curves of loss and accuracy of the four heads; there are no points yet."
    heads = ", ".join(f"{name} {percent(point.validation_accuracy[name])}" for name in HEADS)
    exact = percent(point.validation_exact_match or 0.0)
    return f"Curves of loss and accuracy up to step {point.step:,}. Validation: {heads}, exact match {exact}."


def result_words(view: View) -> str:
    """How good the finished network is, on pictures that no step has seen, and which head was first."""
    result = view.record.result or {}
    test = result.get("test")
    if not test:
        return ""
    heads = " · ".join(f"{name} **{percent(test[name], 2)}**" for name in HEADS)
    split = " ".join([f"{view.record.settings.split} split", *own_words(view.record.settings)])
    words = f"Test ({split}): {heads} · all four **{percent(test['exact'], 2)}**{_joint_words(test)}."
    if "first_solved" not in result:  # it came from a file
        return words
    return f"{words} {_race_words(result['first_solved'])} {duration(result.get('seconds'))} of training."


def _joint_words(test: Mapping[str, float]) -> str:
    """The exact match of the likeliest of the 96 classes, where it is another one than that of the four heads."""
    differs = "joint" in test and test["joint"] != test["exact"]
    return f" (the likeliest of the 96 classes: {percent(test['joint'], 2)})" if differs else ""


def _race_words(first_solved: dict[str, int | None]) -> str:
    """Which heads were solved, in that order, and which were not."""
    solved = sorted((step, name) for name, step in first_solved.items() if step is not None)
    waiting = [name for name in HEADS if first_solved.get(name) is None]
    order = ", then ".join(f"{name} (step {step:,})" for step, name in solved)
    parts = [f"Solved first: {order}"] if solved else []
    return "; ".join([*parts, f"not solved: {', '.join(waiting)}"] if waiting else parts).capitalize() + "."
