"""How long a search will take, from runs of the same network, or from the size of the network. No Streamlit here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from data.labels import CLASS_COUNT
from runs.records import EngineRecord, TrialRecord
from training.results.costs import plan_of
from training.results.measures import seconds_of
from training.run import Run, Search
from training.settings import RunSettings

SAME = (  # settings that decide how long an epoch takes
    *("network", "design", "batch_size", "optimizer", "method", "exact_shares"),
    *("per_class", "positions", "split", "painters", "data"),
)
EVERY_PLACEMENT = 32_686  # distinct pictures
TRAINED_ON = 0.8  # of them
SECONDS_PER_OPERATION = 8e-11  # multiply-add of a picture, forward and back: what `fast` and `coursework-v3` take
NOT_KNOWN = 1_000_000  # multiply-adds of a network that is no design
AFTERWARDS = 3.0  # seconds in which a trial is measured and its network written


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    seconds: float  # of all trials that are left
    guessed: bool  # whether nobody trained such a network here


def workers(engine: EngineRecord | None) -> int:
    """How many trials train at once; 0 while no engine lives."""
    return engine.workers if engine and engine.alive else 0


def before(settings: RunSettings, trials: int, workers: int, runs: Iterable[Run]) -> Cost:
    """Of a search that has not begun.

    Args:
        workers: That train at once; none yet: as if there were one.
        runs: Of which some may tell how long such a network takes.
    """
    known = [value for run in runs if (value := _seconds_per_epoch(run, settings)) is not None]
    epoch = fmean(known[:5]) if known else _guessed_epoch(settings)
    each = settings.epochs * epoch + AFTERWARDS
    return Cost(seconds=each * trials / max(1, workers), guessed=not known)


def left(search: Search, trials: Sequence[TrialRecord], workers: int) -> float | None:
    """Seconds that a search still takes, by the trials that have ended; None before the first."""
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
    """Of a finished run of the same network on the same pictures."""
    seconds, trained = seconds_of(run), run.readable
    if run.status != "done" or not seconds or trained is None:
        return None
    same = all(getattr(trained, name) == getattr(settings, name) for name in SAME)
    return seconds / trained.epochs if same else None


def _guessed_epoch(settings: RunSettings) -> float:
    drawn = CLASS_COUNT * settings.per_class if settings.per_class else EVERY_PLACEMENT
    found = plan_of(settings)
    operations = found.operations if found else NOT_KNOWN
    return drawn * TRAINED_ON * operations * SECONDS_PER_OPERATION
