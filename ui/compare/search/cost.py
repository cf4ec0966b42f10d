"""How long a search takes, estimated from runs of the same network or from its size. No Streamlit here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from data.labels import CLASS_COUNT
from runs.records import EngineRecord, TrialRecord
from training.results.costs import plan_of
from training.results.measures import seconds_of
from training.run import Run, Search
from training.settings import RunSettings

_DURATION_SETTINGS = (  # that decide how long an epoch takes
    *("network", "design", "batch_size", "optimizer", "method", "exact_shares"),
    *("per_class", "positions", "free_lines", "split", "painters", "data"),
)
_DISTINCT_PICTURES = 32_686  # with every placement once
_TRAINING_SHARE = 0.8  # of the pictures
_SECONDS_PER_OPERATION = 8e-11  # and picture, forward and backward: measured with `fast` and `coursework-v3`
_UNKNOWN_OPERATIONS = 1_000_000  # multiply-adds, of a network that is no design
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
    known = [value for run in runs if (value := _seconds_per_epoch(run, settings)) is not None]
    epoch = fmean(known[:5]) if known else _guessed_epoch(settings)
    each = settings.epochs * epoch + SECONDS_AFTER_TRAINING
    return SearchCost(seconds=each * trials / max(1, workers), guessed=not known)


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


def _seconds_per_epoch(run: Run, settings: RunSettings) -> float | None:
    """Of a finished run of the same network on the same pictures; None of others."""
    seconds, trained = seconds_of(run), run.readable
    if run.status != "done" or not seconds or trained is None:
        return None
    same = all(getattr(trained, name) == getattr(settings, name) for name in _DURATION_SETTINGS)
    return seconds / trained.epochs if same else None


def _guessed_epoch(settings: RunSettings) -> float:
    drawn = CLASS_COUNT * settings.per_class if settings.per_class else _DISTINCT_PICTURES
    plan = plan_of(settings)
    operations = plan.operations if plan else _UNKNOWN_OPERATIONS
    return drawn * _TRAINING_SHARE * operations * _SECONDS_PER_OPERATION
