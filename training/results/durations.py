"""How long runs keep a worker: what those that ended last tell of the next ones. No Streamlit here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import fmean, median

from data.labels import CLASS_COUNT
from training.results.costs import plan_of
from training.results.measures import seconds_of
from training.run import Run, Settings
from training.settings import RunSettings

_RUNS_READ = 5  # of the same kind, the newest
_DISTINCT_PICTURES = 32_686  # with every placement once
_TRAINING_SHARE = 0.8  # of the pictures
_SECONDS_PER_OPERATION = 8e-11  # and picture, forward and backward: measured with `fast` and `coursework-v3`
_UNKNOWN_OPERATIONS = 1_000_000  # multiply-adds, of a network that is no design
_USUAL_OVERHEAD = 0.2, 1.0  # seconds before and after the steps, until a run has ended here


def seconds_per_epoch(settings: RunSettings, runs: Iterable[Run]) -> float | None:
    """The mean of the newest finished runs of the same network on such pictures; None if there are none.

    Args:
        runs: The newest first.
    """
    alike = (
        seconds / trained.epochs
        for run in runs
        if run.status == "done"
        and (seconds := seconds_of(run))
        and (trained := run.readable)
        and trained.duration_key == settings.duration_key
    )
    known = [seconds for seconds, _ in zip(alike, range(_RUNS_READ), strict=False)]
    return fmean(known) if known else None


def guessed_epoch(settings: RunSettings) -> float:
    """Seconds, from the size of the network."""
    plan = plan_of(settings)
    return training_pictures(settings) * (plan.operations if plan else _UNKNOWN_OPERATIONS) * _SECONDS_PER_OPERATION


def training_pictures(settings: RunSettings) -> float:
    """About as many as an epoch has."""
    return _TRAINING_SHARE * (CLASS_COUNT * settings.per_class if settings.per_class else _DISTINCT_PICTURES)


class Durations:
    """What a run takes before, in and after its steps, in seconds.

    Args:
        runs: The newest first.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._epochs: dict[tuple[object, ...], float] = {}  # duration key -> seconds
        ended = sorted(run.ended for run in runs if run.ended)
        overheads = [times for run in runs if (times := _overhead(run, ended))][: 2 * _RUNS_READ]
        self.before, self.after = map(median, zip(*overheads, strict=True)) if overheads else _USUAL_OVERHEAD

    def of_steps(self, settings: Settings, pace: float | None = None) -> float:
        """Of all steps of a run.

        Args:
            pace: Steps a second at most.
        """
        if not isinstance(settings, RunSettings):
            return 0.0  # it fails at once
        key = settings.duration_key
        if key not in self._epochs:
            self._epochs[key] = seconds_per_epoch(settings, self._runs) or guessed_epoch(settings)
        steps = settings.epochs * training_pictures(settings) / settings.batch_size
        return max(settings.epochs * self._epochs[key], steps / pace if pace else 0.0)

    def of_run(self, settings: Settings, pace: float | None = None) -> float:
        """From the moment in which a worker takes a run to the one in which it takes the next."""
        return self.before + self.of_steps(settings, pace) + self.after


def _overhead(run: Run, ended: Sequence[datetime]) -> tuple[float, float] | None:
    """Seconds of a finished run before and after its steps; pauses count as after them.

    Args:
        ended: When runs ended: the last one before this run's start left it the worker.
    """
    seconds = seconds_of(run)
    if run.status != "done" or (run.attempt or 1) > 1 or not (run.started and run.ended and seconds):
        return None
    left = [moment for moment in ended if run.created < moment < run.started]
    before = (run.started - (left[-1] if left else run.created)).total_seconds()
    return max(0.0, before), max(0.0, (run.ended - run.started).total_seconds() - seconds)
