"""What is known of the run that a notebook repeats, beside its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint
from training.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """How a run went. Nothing is known of one that was not trained yet."""

    name: str = ""
    test: Mapping[str, float] | None = None  # its scores on the test part
    chosen: dict[str, float] | None = None  # the mean weights of its balancing method
    changes: tuple[str, ...] = ()  # in words: what was changed while it learned
    stopped: int | None = None  # the step where somebody stopped it


def recorded_history(run: Run, points: Sequence[HistoryPoint], marks: Sequence[Mapping[str, Any]]) -> RunHistory:
    """What a run's record, its points and its marks tell."""
    return RunHistory(
        name=run.name,
        test=(run.result or {}).get("test"),
        chosen=mean_effective_weights(points),
        changes=tuple(f"step {mark['step']}: {mark['label']}" for mark in marks),
        stopped=run.step if run.status == "stopped" and 0 < run.step < run.total_steps else None,
    )


def mean_effective_weights(points: Sequence[HistoryPoint]) -> dict[str, float] | None:
    """The weights of a run's steps, averaged; None where none was taken or points are of an older version."""
    spans = [
        (now.step - before.step, now.effective_weights) for before, now in pairwise(points) if now.effective_weights
    ]
    steps = sum(span for span, _ in spans)
    if not steps:
        return None
    return {head: round(sum(span * weights[head] for span, weights in spans) / steps, 4) for head in HEADS}
