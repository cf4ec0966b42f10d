"""Which trials are good: the Pareto front, the best one, and which to stop on their way. NumPy only."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

import numpy as np

from model.heads import HEADS
from runs.records import TrialRecord
from training.search.goals import Goal, share_of_a_guess

START_UP = 5  # complete trials before the first may be pruned
WARM_UP = 1 / 3  # of a trial's steps, before which it is not: angle wakes late
Reports = Mapping[int, float]  # step -> value of the goal


def complete(trials: Iterable[TrialRecord]) -> list[TrialRecord]:
    """Those that came to their end, with scores."""
    return [trial for trial in trials if trial.status == "complete" and trial.scores]


def on_front(values: np.ndarray) -> np.ndarray:
    """Which rows no other row dominates: none is at least as good in everything and better in something.

    Args:
        values: `(n, k)`, lower is better.

    Returns:
        `(n,)` bool. Equal rows are on the front together.
    """
    no_worse = (values[:, None] <= values[None]).all(axis=2)  # (n, n): row i against column j
    better = (values[:, None] < values[None]).any(axis=2)
    return np.logical_not((no_worse & better).any(axis=0))


def costs(goal: Goal, trials: Sequence[TrialRecord]) -> np.ndarray:
    """`(n, k)` values of the objectives, turned so that lower is better."""
    rows = [goal.values(trial.scores) for trial in trials if trial.scores]
    signs = [-1 if objective.high_is_good else 1 for objective in goal.objectives]
    return np.array(rows).reshape(len(rows), len(signs)) * signs


def front(goal: Goal, trials: Iterable[TrialRecord]) -> list[TrialRecord]:
    """The complete trials on the Pareto front; of a single goal those that share the best value."""
    ended = complete(trials)
    return [trial for trial, good in zip(ended, on_front(costs(goal, ended)), strict=True) if good] if ended else []


def best(goal: Goal, trials: Iterable[TrialRecord]) -> TrialRecord | None:
    """The trial to look at first: of those on the front the one whose four losses are lowest together."""
    return min(front(goal, trials), key=_mean_share, default=None)


def _mean_share(trial: TrialRecord) -> float:
    assert trial.scores is not None
    return fmean(share_of_a_guess(trial.scores, head) for head in HEADS)


def prune_at(reports: Reports, others: Sequence[Reports], steps: int) -> int | None:
    """The step at which a trial should have been stopped: its best so far is below the median of the others there.

    Args:
        reports: Of the trial, higher is better.
        others: Those of the complete trials.
        steps: Of a whole trial.

    Source:
        Median stopping rule: D. Golovin et al., Google Vizier, KDD 2017, as Optuna's `MedianPruner` has it.
    """
    if len(others) < START_UP:
        return None
    so_far = float("-inf")
    for step, value in sorted(reports.items()):
        so_far = max(so_far, value)
        there = [other[step] for other in others if step in other]
        if WARM_UP * steps <= step < steps and there and so_far < median(there):
            return step
    return None
