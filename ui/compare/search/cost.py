"""How long a search takes, estimated from runs of the same network or from its size. No Streamlit here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from runs.records import EngineRecord, TrialRecord
from training.results import durations
from training.run import Run, Search
from training.settings import RunSettings

SECONDS_AFTER_TRAINING = 3.0  # of each trial: it is measured, and its network written


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCost:
    seconds: float  # of all trials
    guessed: bool  # from the size of the network, as no such network was trained here


def live_workers(engine: EngineRecord | None) -> int:
    """How many trials train at once; 0 without an engine."""
    return engine.workers if engine and engine.alive else 0


def estimated_cost(settings: RunSettings, trials: int, workers: int, runs: Iterable[Run]) -> SearchCost:
    """Of a search before it begins.

    Args:
        workers: That train at once; 0 counts as 1.
        runs: Those of the same network tell how long an epoch takes.
    """
    known = durations.seconds_per_epoch(settings, runs)
    each = settings.epochs * (known or durations.guessed_epoch(settings)) + SECONDS_AFTER_TRAINING
    return SearchCost(seconds=each * trials / max(1, workers), guessed=known is None)


def search_seconds_left(search: Search, trials: Sequence[TrialRecord], workers: int) -> float | None:
    """Seconds until a search ends, from the trials that have ended; None before the first."""
    spent = [
        (trial.run_ended - trial.run_started).total_seconds()
        for trial in trials
        if trial.status in ("complete", "pruned") and trial.run_started and trial.run_ended
    ]
    if not spent:
        return None
    ended = sum(not trial.undecided for trial in trials)
    return fmean(spent) * (search.budget - ended) / max(1, workers)
