"""A run as text: state, counters, settings and result."""

from collections.abc import Mapping
from statistics import median

from model.balance import METHODS
from model.heads import HEADS
from training.catalogue import SHIPPED_RUN
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import own_words
from training.results.measures import weights_text
from training.run import Run
from ui.shared.format import counted, escaped, percent
from ui.shared.run_view import RunView
from ui.shared.viewer import viewer

_RECENT = 10  # points for the speed

_STATES = {
    "starting": ("Warming up", "The worker prepares the pictures and the network."),
    "running": ("Running", "Change the weights while it trains, and apply them."),
    "paused": ("Paused", "Resume continues; Step batch takes one step."),
    "suspended": ("Paused", "Its worker helps others meanwhile. Resume queues it before your other runs."),
    "done": ("Done", "The network is trained: use it in Explore, or download it."),
    "stopped": ("Stopped", "Resume continues from here."),
    "diverged": ("Diverged", "Lower the learning rate and start again."),
    "failed": ("Failed", "Resume continues from the last checkpoint."),
    "interrupted": ("Interrupted", "Resume continues from the last checkpoint."),
}
_OF_ANOTHER = {  # for who may not change the run
    "running": "Its user may change the weights while it trains.",
    "paused": "Its user may let it go on.",
    "suspended": "Its worker helps others meanwhile. Its user may let it go on.",
    "stopped": "Its user may resume it from here.",
    "diverged": "A lower learning rate may help.",
    "failed": "Its user may resume it from the last checkpoint.",
    "interrupted": "Its user may resume it from the last checkpoint.",
}
_REQUESTED = {
    "pause": ("Pausing", "The current step ends first."),
    "stop": ("Stopping", "The current step ends; then the network is evaluated and saved."),
}
CLASS_HOLDS = "Your class holds it back: new training is paused, or as many of your runs train as may at once."
_HUNG = {
    False: "Wait, or press Stop: then it is replaced, and Resume continues from the last checkpoint.",
    True: "It is replaced now.",
}
_HUNG_OF_ANOTHER = "Wait: its user may press Stop, then it is replaced, and the run can be resumed."


def state_text(view: RunView, advice: Mapping[str, str] | None = None) -> tuple[str, str]:
    """The state, and one sentence that says what to do next.

    Args:
        advice: Sentences of the page for some states, in place of those for Train.
    """
    record = view.record
    if record.id == SHIPPED_RUN:
        made_with = "Made with: python -m training --preset fast."
        return "A finished run of fast", f"{made_with} Press Start for one of your own."
    if record.status == "queued":
        return _queue_text(view)
    if record.status == "starting" and not view.warm:
        return "Warming up", "The engine loads TensorFlow; that takes some seconds, once."
    requested, mine = view.control.state, viewer().may_change(record.owner)
    if view.silence:
        advised = _HUNG[requested == "stop"] if mine or requested == "stop" else _HUNG_OF_ANOTHER
        return "Not answering", f"The worker has been silent for {view.silence:.0f} s. {advised}"
    stops_paused = (requested, record.status) == ("stop", "paused")
    if stops_paused or (requested in _REQUESTED and record.status in ("starting", "running")):
        return _REQUESTED[requested]
    if record.status == "running" and record.step >= record.total_steps:
        return "Evaluating", "The network is evaluated on the test part and saved."
    state, usual = _STATES[record.status]
    usual = usual if mine else _OF_ANOTHER.get(record.status, usual)
    sentence = record.message or (advice or {}).get(record.status, usual)
    return state, " ".join(filter(None, (sentence, _parts_text(view))))


def _parts_text(view: RunView) -> str:
    """The parts that do not train."""
    if not view.live:
        return ""
    solo, frozen, until = view.control.solo, view.control.frozen, view.control.until
    alone = f"Only {solo} and the trunk train{f' until step {until:,}' if until else ''}." if solo else ""
    return " ".join(filter(None, (alone, f"Frozen: {', '.join(frozen)}." if frozen else "")))


def _queue_text(view: RunView) -> tuple[str, str]:
    place = f"Number {view.place or 1} in the queue"
    if view.class_holds:
        return "Queued", f"{place}. {CLASS_HOLDS}"
    if view.held:
        start = f"{place}: it starts {wait_text(view.wait)}. " if view.wait is not None else f"{place}. "
        return "Queued", f"{start}A paused run holds a worker, for a minute at most: its user may resume or stop it."
    return "Queued", f"{place}: it starts {wait_text(view.wait)}."


def wait_text(seconds: float | None) -> str:
    """'in about 30 s', so rounded that it stays for a while, as it is read out."""
    if seconds is None:
        return "when a worker is free"
    step = 15 if seconds < 120 else 60
    rounded = step * round(seconds / step)
    return f"in about {duration(rounded).removesuffix(' 00 s')}" if rounded else "in a few seconds"


def settings_text(run: Run) -> str:
    """Name, method, weights, optimiser, data and initial weights of a run, without defaults."""
    method, optimizer = run.settings.method, run.settings.optimizer
    parts = [run.name]
    if method != "manual" and method in METHODS:
        parts.append(METHODS[method].label)
    if run.settings.weights and not run.settings.joint:
        parts.append(weights_text(run.settings.weights))
    if optimizer != "adam" and optimizer in OPTIMIZERS:
        parts.append(OPTIMIZERS[optimizer].label)
    return " ".join([*parts, *own_words(run.settings)])


def counters(view: RunView) -> dict[str, str]:
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


def _recent_rate(view: RunView) -> float:
    """Pictures a second in the last points; 0 before the first."""
    recent = [point.rate for point in view.points[-_RECENT:] if point.rate]
    return median(recent) if recent else 0.0


def seconds_left(view: RunView, rate: float) -> float | None:
    """Estimated time left of a running run; None if unknown."""
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


def shown_steps(view: RunView) -> int:
    """The end of the step axis: the last planned step, or the last step of an ended run."""
    last = view.last.step if view.last else 0
    ended = view.record.status in ("done", "stopped", "diverged", "failed")
    return (last if ended else max(view.record.total_steps, last)) or 100


def epoch_length(view: RunView) -> int | None:
    """Steps in one pass over the training part; None before the first step."""
    last = view.last
    return round(last.step / last.epoch) if last and last.epoch else None


def steps_to_epoch_end(view: RunView) -> int:
    """0 before the first step."""
    epoch = epoch_length(view)
    return epoch - view.record.step % epoch if epoch else 0


def chart_alt(view: RunView) -> str:
    """The chart as text for screen readers."""
    point = next((point for point in reversed(view.points) if point.validation_accuracy), None)
    if point is None or point.validation_accuracy is None:
        return "Curves of loss and accuracy of the four heads; there are no points yet."
    heads = ", ".join(f"{name} {percent(point.validation_accuracy[name])}" for name in HEADS)
    exact = percent(point.validation_exact_match or 0.0)
    return f"Curves of loss and accuracy up to step {point.step:,}. Validation: {heads}, exact match {exact}."


def result_text(view: RunView) -> str:
    """Test accuracy of the trained network, and when each head first reached 95 %."""
    result = view.record.result or {}
    test = result.get("test")
    if not test:
        return ""
    heads = " · ".join(f"{name} **{percent(test[name], 2)}**" for name in HEADS)
    split = " ".join([f"{view.record.settings.split} split", *own_words(view.record.settings)])
    if count := result.get("test_pictures"):
        split += f", {counted(count, 'picture')}"
    text = f"Test ({escaped(split)}): {heads} · all four **{percent(test['exact'], 2)}**{_joint_text(test)}."
    if "first_solved" not in result:  # it came from a file
        return text
    shipped = ", with gradient diagnostics, on the machine that made it" if view.record.id == SHIPPED_RUN else ""
    return f"{text} {_solved_text(result['first_solved'])} {duration(result.get('seconds'))} of training{shipped}."


def _joint_text(test: Mapping[str, float]) -> str:
    """The exact match of the likeliest of the 96 classes, if it differs from that of the four heads."""
    differs = "joint" in test and test["joint"] != test["exact"]
    return f" (the likeliest of the 96 classes: {percent(test['joint'], 2)})" if differs else ""


def _solved_text(first_solved: dict[str, int | None]) -> str:
    """When each head first reached 95 %, in order, and which heads did not."""
    solved = sorted((step, name) for name, step in first_solved.items() if step is not None)
    waiting = [name for name in HEADS if first_solved.get(name) is None]
    order = ", then ".join(f"{name} (step {step:,})" for step, name in solved)
    parts = [f"Solved first: {order}"] if solved else []
    return "; ".join([*parts, f"not solved: {', '.join(waiting)}"] if waiting else parts).capitalize() + "."
