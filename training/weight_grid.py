"""The loss weights that can be chosen: steps on a log scale, and 0."""

from math import log

from training.settings import WEIGHT

DECADES = (0.01, 0.1, 1, 10, 100)
STEPS = (1, 1.5, 2, 3, 4, 5, 7)  # per decade
WEIGHTS = (0.0, *(float(f"{decade * step:.3g}") for decade in DECADES for step in STEPS), WEIGHT.high)


def nearest(weight: float) -> float:
    """The choice that is nearest on the log scale; 0 stays 0."""
    if weight <= 0:
        return 0.0
    return min(WEIGHTS[1:], key=lambda position: abs(log(position / weight)))
