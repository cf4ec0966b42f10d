"""The curve of a run: its points with the run's name and date."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from runs.history import HistoryPoint
from training.run import Run

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCurve:
    """A run's curve, apart from its store."""

    run_id: str
    name: str
    started: float  # seconds since 1970; 0 if it is not known
    points: list[HistoryPoint]

    @classmethod
    def of(cls, run: Run, points: list[HistoryPoint]) -> Self:
        """A run that comes with the project has no date: its `created` is the first there is."""
        moment = run.started or run.created
        started = 0.0 if moment == datetime.min else moment.timestamp()
        return cls(run_id=run.id, name=run.name, started=started, points=points)


def flat_numbers(values: dict[str, Any], separator: str, prefix: str = "") -> Numbers:
    """The numbers of a stored point under names such as `loss.angle`; texts and matrices are left out.

    Args:
        separator: Between the parts of a name.
    """
    flat: Numbers = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= flat_numbers(value, separator, f"{prefix}{name}{separator}")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[prefix + name] = value
    return flat
