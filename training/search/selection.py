"""Selection of trials: the Pareto front, the best trial, and when to prune. NumPy only."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

import numpy as np

from model.heads import HEADS
from runs.records import TrialRecord
from training.search.goals import Goal, relative_loss

TRIALS_BEFORE_PRUNING = 5  # complete ones
PRUNING_WARM_UP = 1 / 3  # share of a trial's steps without pruning: angle learns late
Reports = Mapping[int, float]  # step -> value of the goal


def complete_trials(trials: Iterable[TrialRecord]) -> list[TrialRecord]:
    """The trials that finished with scores."""
    return [trial for trial in trials if trial.status == "complete" and trial.scores]


def non_dominated(values: np.ndarray) -> np.ndarray:
    """The rows that no other row dominates: none is at least as good in every column and better in one.

    Args:
        values: `(n, k)`, lower is better.

    Returns:
        `(n,)` bool. Equal rows are on the front together.
    """
    no_worse = (values[:, None] <= values[None]).all(axis=2)  # (n, n): row i against column j
    better = (values[:, None] < values[None]).any(axis=2)
    return np.logical_not((no_worse & better).any(axis=0))


def objective_costs(goal: Goal, trials: Sequence[TrialRecord]) -> np.ndarray:
    """`(n, k)` values of the objectives with such signs that lower is better."""
    rows = [goal.values(trial.scores) for trial in trials if trial.scores]
    signs = [-1 if objective.higher_is_better else 1 for objective in goal.objectives]
    return np.array(rows).reshape(len(rows), len(signs)) * signs


def pareto_front(goal: Goal, trials: Iterable[TrialRecord]) -> list[TrialRecord]:
    """The complete trials on the Pareto front; with a single objective those that share the best value."""
    ended = complete_trials(trials)
    kept = non_dominated(objective_costs(goal, ended))
    return [trial for trial, good in zip(ended, kept, strict=True) if good]


def best_trial(goal: Goal, trials: Iterable[TrialRecord]) -> TrialRecord | None:
    """The trial of the Pareto front with the lowest mean of the four relative losses."""
    return min(pareto_front(goal, trials), key=_mean_share, default=None)


def _mean_share(trial: TrialRecord) -> float:
    assert trial.scores is not None
    return fmean(relative_loss(trial.scores, head) for head in HEADS)


def pruning_step(reports: Reports, others: Sequence[Reports], steps: int) -> int | None:
    """The step at which a trial is pruned: its best value so far is below the median of the others at that step.

    Args:
        reports: Of the trial; higher is better.
        others: Of the complete trials.
        steps: Of a full trial.

    Source:
        Median stopping rule: D. Golovin et al., Google Vizier, KDD 2017, as Optuna's `MedianPruner` has it.
    """
    if len(others) < TRIALS_BEFORE_PRUNING:
        return None
    best = float("-inf")
    for step, value in sorted(reports.items()):
        best = max(best, value)
        values = [other[step] for other in others if step in other]
        if PRUNING_WARM_UP * steps <= step < steps and values and best < median(values):
            return step
    return None
