"""The search space: loss weights relative to that of one head, and optionally the learning rate.

Under Adam a common factor of all weights changes nothing. So the weight of one head stays 1 and the others are ratios
to it: one parameter less, and no two trials are equivalent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.balance import METHODS
from model.heads import HEADS
from training.presets import PRESETS
from training.search.goals import GOALS
from training.settings import BOUNDS, RunSettings, SettingsError, equal_weights
from training.weight_grid import WEIGHT_GRID, nearest_weight

REFERENCE = "colour"  # the head whose weight stays 1: it learns first
LEARNING_RATE = "learning_rate"
WEIGHT_BOUNDS = (0.1, 100.0)  # default
RATE_FACTOR = 10.0  # the learning rate is searched up to this factor above and below
BUDGET = (2, 500)  # trials
TRIALS_FOR_IMPORTANCE = 8  # complete ones, at least
SEARCHABLE_PRESETS = [  # those with loss weights to search
    name for name, preset in PRESETS.items() if all(preset.settings.weights.values()) and not preset.settings.joint
]
VARIED_HEADS = tuple(head for head in HEADS if head != REFERENCE)
Varied = dict[str, list[float]]  # parameter -> lowest and highest value


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """A search before it begins.

    Raises:
        SettingsError: A value is not allowed.
    """

    settings: RunSettings  # of every trial, apart from its parameters
    goal: str
    budget: int
    seed: int = 0  # of the sampler
    low: float = WEIGHT_BOUNDS[0]  # of every weight, with that of `REFERENCE` at 1
    high: float = WEIGHT_BOUNDS[1]
    with_rate: bool = False  # whether the learning rate is searched too

    def __post_init__(self) -> None:
        if self.goal not in GOALS:
            raise SettingsError(f"Goals are {', '.join(GOALS)}. Received: {self.goal!r}. Choose one of these.")
        check_budget(self.budget)
        if not WEIGHT_GRID[1] <= self.low < self.high <= WEIGHT_GRID[-1]:
            raise SettingsError(
                f"Weights are looked for between {WEIGHT_GRID[1]:g} and {WEIGHT_GRID[-1]:g}, the lower bound first. "
                f"Received: {self.low:g} and {self.high:g}. Choose two in this order."
            )
        if self.settings.joint:
            raise SettingsError(
                "A network with one answer has one loss: there are no weights to look for. Choose one with four heads."
            )
        if METHODS[self.settings.method].role == "nothing":
            raise SettingsError(
                f"{METHODS[self.settings.method].label} does not listen to the weights, so there is nothing to look "
                "for. Choose another method."
            )

    @property
    def varied(self) -> Varied:
        """The parameters with their bounds."""
        bounds = {head: [nearest_weight(self.low), nearest_weight(self.high)] for head in VARIED_HEADS}
        if self.with_rate:
            rate, bound = self.settings.learning_rate, BOUNDS[LEARNING_RATE]
            bounds[LEARNING_RATE] = [max(bound.low, rate / RATE_FACTOR), min(bound.high, rate * RATE_FACTOR)]
        return bounds

    def to_record(self) -> dict[str, Any]:
        """The columns of the store."""
        own = {name: getattr(self, name) for name in ("goal", "varied", "budget", "seed")}
        return {"settings": self.settings.to_json(), **own}


def check_budget(trials: int) -> None:
    """Check the number of trials.

    Raises:
        SettingsError: It is out of bounds.
    """
    if not BUDGET[0] <= trials <= BUDGET[1]:
        raise SettingsError(
            f"A search has {BUDGET[0]} to {BUDGET[1]} trials. Received: {trials}. Choose a number in between."
        )


def first_trials(settings: RunSettings, varied: Varied) -> list[dict[str, float]]:
    """The first trials, which are not suggested: the weights of the settings, and equal weights."""
    own = _within(settings, varied)
    equal = _within(replace(settings, weights=equal_weights()), varied)
    return [own] if own == equal else [own, equal]


def _within(settings: RunSettings, varied: Varied) -> dict[str, float]:
    """The settings as parameters, clipped to the bounds."""
    unit = settings.weights[REFERENCE]
    ratios = {head: settings.weights[head] / unit if unit else 1.0 for head in VARIED_HEADS}
    values = {head: nearest_weight(ratio) for head, ratio in ratios.items()} | {LEARNING_RATE: settings.learning_rate}
    return {name: min(max(values[name], low), high) for name, (low, high) in varied.items()}


def trial_settings(settings: RunSettings, parameters: Mapping[str, float]) -> RunSettings:
    """The settings of a trial."""
    weights = {head: parameters.get(head, 1.0) for head in HEADS}
    return replace(settings, weights=weights, learning_rate=parameters.get(LEARNING_RATE, settings.learning_rate))
