"""Are two settings different, or only their seeds?"""

from collections.abc import Sequence
from math import exp, lgamma, log, pi, sqrt
from statistics import fmean, variance

import numpy as np


def welch_p(first: Sequence[float], second: Sequence[float]) -> float:
    """Probability that equal means give scores at least as far apart, two-sided; 1 if it cannot be said.

    Args:
        first, second: One score a seed, two or more each.

    Source:
        B. L. Welch, The generalization of 'Student's' problem when several different population variances are involved,
        Biometrika 34, 1947.
    """
    if min(len(first), len(second)) < 2:
        return 1.0
    errors = [variance(scores) / len(scores) for scores in (first, second)]  # squared, of the means
    gap, error = abs(fmean(first) - fmean(second)), sum(errors)
    if error == 0:
        return 1.0 if gap == 0 else 0.0
    freedom = error**2 / sum(e**2 / (len(scores) - 1) for e, scores in zip(errors, (first, second), strict=True))
    return _beyond(gap / sqrt(error), freedom)


def _beyond(t: float, freedom: float) -> float:
    """Both tails of Student's distribution beyond `t`.

    With t = sqrt(freedom) tan a its density is cos a ^ (freedom - 1).
    """
    angles = np.linspace(np.arctan(t / sqrt(freedom)), pi / 2, 20_001)
    scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(pi) / 2)
    return float(min(1.0, 2 * scale * np.trapezoid(np.cos(angles) ** (freedom - 1), angles)))
