"""The history of the run that a notebook repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint
from training.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """The history of a run; empty before it was trained."""

    name: str = ""
    test: Mapping[str, float] | None = None  # its scores on the test part
    chosen: dict[str, float] | None = None  # the mean weights of its balancing method
    changes: tuple[str, ...] = ()  # texts of the changes during training
    stopped: int | None = None  # the step at which it was stopped


def recorded_history(run: Run, points: Sequence[HistoryPoint], marks: Sequence[Mapping[str, Any]]) -> RunHistory:
    """The history in a run's record, points and marks."""
    return RunHistory(
        name=run.name,
        test=(run.result or {}).get("test"),
        chosen=mean_effective_weights(points),
        changes=tuple(f"step {mark['step']}: {mark['label']}" for mark in marks),
        stopped=run.step if run.status == "stopped" and 0 < run.step < run.total_steps else None,
    )


def mean_effective_weights(points: Sequence[HistoryPoint]) -> dict[str, float] | None:
    """The mean weights of a run's steps; None without steps, or for points of an older version."""
    spans = [
        (now.step - before.step, now.effective_weights) for before, now in pairwise(points) if now.effective_weights
    ]
    steps = sum(span for span, _ in spans)
    if not steps:
        return None
    return {head: round(sum(span * weights[head] for span, weights in spans) / steps, 4) for head in HEADS}
