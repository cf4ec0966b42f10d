"""The settings of a run: checked once, plain JSON, complete (with the seed, they repeat the run)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from math import isfinite
from typing import Any, Self

from data.paint import PAINTERS
from data.sample import POSITIONS
from data.split import SPLITS
from model.heads import HEADS
from model.networks import NETWORKS

SCHEDULES = ("constant", "one-cycle")


class SettingsError(ValueError):
    """Settings that cannot be trained with; the message says what is allowed, what came and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a numeric setting may be, and what it means."""

    low: float
    high: float
    whole: bool = False
    unit: str = ""


BOUNDS: dict[str, Bound] = {
    "learning_rate": Bound(low=1e-6, high=1.0),
    "beta_2": Bound(low=0.5, high=0.9999),
    "batch_size": Bound(low=1, high=16_384, whole=True, unit="pictures"),
    "epochs": Bound(low=0.01, high=200.0),
    "seed": Bound(low=0, high=2**31 - 1, whole=True),
    "per_class": Bound(low=10, high=2_000, whole=True, unit="pictures"),
    "noise": Bound(low=0, high=64, unit="sd of 0..255"),
    "wobble": Bound(low=0, high=2, unit="px"),
}
WEIGHT = Bound(low=0, high=1_000)
CHOICES: dict[str, tuple[str, ...]] = {
    "network": tuple(NETWORKS),
    "schedule": SCHEDULES,
    "split": tuple(SPLITS),
    "positions": POSITIONS,
}


def equal_weights() -> dict[str, float]:
    return dict.fromkeys(HEADS, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Everything that decides a run.

    Raises:
        SettingsError: A value is out of its bounds or unknown.
    """

    preset: str
    network: str
    weights: dict[str, float] = field(default_factory=equal_weights)  # loss weight per head
    learning_rate: float = 1e-3  # the peak, with one-cycle
    schedule: str = "constant"
    beta_2: float = 0.999  # Adam
    batch_size: int = 32
    epochs: float = 1.0  # passes over the training part; fractions count
    seed: int = 0
    split: str = "honest"
    per_class: int | None = None  # pictures drawn per class; None: every distinct placement once
    positions: str = "every"
    painters: tuple[str, ...] = ("hard",)
    noise: float = 0.0  # sd, of 0..255
    wobble: float = 0.0  # px, sd of each end

    def __post_init__(self) -> None:
        for name, bound in BOUNDS.items():
            _check_number(name, getattr(self, name), bound)
        for name, allowed in CHOICES.items():
            _check_choice(name, getattr(self, name), allowed)
        for painter in self.painters:
            _check_choice("painters", painter, tuple(PAINTERS))
        _check_weights(self.weights)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "painters": list(self.painters)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`.

        Raises:
            SettingsError: A key is unknown or missing, or a value is not allowed.
        """
        known = {one.name for one in fields(cls)}
        if unknown := set(values) - known:
            raise SettingsError(
                f"Known settings are {', '.join(sorted(known))}. Received: {', '.join(sorted(unknown))}."
            )
        try:
            return cls(**{**values, "painters": tuple(values.get("painters", ("hard",)))})
        except TypeError as error:
            raise SettingsError(f"Settings must name a preset and a network. Received: {dict(values)}.") from error


def _check_number(name: str, value: Any, bound: Bound) -> None:
    if value is None and name == "per_class":
        return
    if not _is_within(value, bound):
        kind = "a whole number" if bound.whole else "a number"
        raise SettingsError(
            f"`{name}` must be {kind} from {bound.low:g} to {bound.high:g}. Received: {value!r}. Choose one in between."
        )


def _is_within(value: Any, bound: Bound) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return False
    return bound.low <= value <= bound.high and not (bound.whole and value != int(value))


def _check_choice(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"`{name}` must be one of {', '.join(allowed)}. Received: {value!r}. Choose one of these.")


def _check_weights(weights: Mapping[str, Any]) -> None:
    if set(weights) != set(HEADS):
        raise SettingsError(f"`weights` needs one number for each of {', '.join(HEADS)}. Received: {dict(weights)}.")
    for head, weight in weights.items():
        _check_number(f"weights.{head}", weight, WEIGHT)
    if not any(weights.values()):
        raise SettingsError(
            "At least one loss weight must be above 0, or nothing is learned. Received: all 0. Raise one."
        )
