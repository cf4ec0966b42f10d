"""The history of a run: what the loop measures, the store keeps and the charts draw."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from data.finite_json import finite_json

PerHead = Mapping[str, float]

# In a stored point some fields have other names than here.
STORED_AS = {
    "validation_loss": "val_loss",
    "validation_accuracy": "val_accuracy",
    "validation_exact_match": "val_exact",
    "relative_change": "moved",
    "diagnostics": "probe",
    "weight_change": "change",
    "exact_match": "exact",
    "effective_weights": "chosen",
    "total_loss": "total",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPoint:
    """What is known of a run after so many steps; step 0 is the untrained network.

    None is what was not measured here, or not by the version that wrote the point; and, once it was stored, a number
    that is not finite.
    """

    step: int
    epoch: float | None = None  # passes over the training part so far
    seconds: float | None = None  # of training so far
    rate: float | None = None  # pictures a second since the last point
    learning_rate: float | None = None  # of the last step
    weights: PerHead | None = None  # loss weights, as the sliders say
    validation_loss: PerHead | None = None  # nats, unweighted, on the validation sample
    validation_accuracy: PerHead | None = None  # 0..1
    validation_exact_match: float | None = None  # 0..1, share of pictures that all four heads read right
    relative_change: PerHead | None = None  # by which share of its length each part moved since the last point
    diagnostics: dict[str, Any] | None = None  # of the gradients: an answer of `model.diagnose`
    weight_change: dict[str, Any] | None = None  # what new weights did: see `training.loop.gradient_probe`
    loss: PerHead | None = None  # nats, unweighted, mean since the last point, as all that follows
    accuracy: PerHead | None = None  # 0..1
    exact_match: float | None = None  # 0..1
    effective_weights: PerHead | None = None  # what the balancing method made of the sliders
    total_loss: float | None = None  # losses times effective weights; of a joint network the loss of its one answer

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {key: getattr(self, name) for name, key in _KEYS}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`; what an older version did not store is None."""
        return cls(**{name: stored[key] for name, key in _KEYS if key in stored})


_KEYS = [(field.name, STORED_AS.get(field.name, field.name)) for field in fields(HistoryPoint)]


def read_history(text: str | bytes) -> list[HistoryPoint]:
    """The points of a `curve.json`."""
    return [HistoryPoint.from_json(point) for point in json.loads(text)]


def write_history(points: Iterable[HistoryPoint]) -> str:
    """A `curve.json`."""
    return finite_json([point.to_json() for point in points])
