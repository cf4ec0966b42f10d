"""The loss weights that can be chosen: steps on a log scale, and 0."""

from math import log

from training.settings import WEIGHT

_DECADES = (0.01, 0.1, 1, 10, 100)
_STEPS = (1, 1.5, 2, 3, 4, 5, 7)  # per decade
WEIGHT_GRID = (0.0, *(float(f"{decade * step:.3g}") for decade in _DECADES for step in _STEPS), WEIGHT.high)


def nearest_weight(weight: float) -> float:
    """The choice that is nearest on the log scale; 0 stays 0."""
    if weight <= 0:
        return 0.0
    return min(WEIGHT_GRID[1:], key=lambda position: abs(log(position / weight)))
