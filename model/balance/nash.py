"""Weights as a bargain over the product of the heads' gains."""

from math import sqrt

import numpy as np

from model.balance.method import BatchStatistics, GramMethod
from model.balance.unit_gram import unit_gram
from model.parameter import Parameter

_SMALLEST = 1e-12  # length below which there is no step
RIDGE = 1e-8  # keeps the weights of two exactly opposite gradients finite
LARGEST = 10.0  # weight of a gradient of length 1 from which on there is no bargain: hardly a step helps all heads
_STEPS = 50  # at most; five to ten are usual


class Nash(GramMethod):
    name = "nash"
    label = "Nash-MTL"
    about = (
        "Lets the heads bargain over the step: it maximises the product of their gains. Where no step helps them all, "
        "no weight passes its bound."
    )
    source = (
        "A. Navon, A. Shamsian, I. Achituve, H. Maron, K. Kawaguchi, G. Chechik, E. Fetaya, "
        "Multi-Task Learning as a Bargaining Game, arXiv:2202.01017."
    )
    sliders_mean = "Nothing: the direction of a step does not depend on the sliders."
    role = "nothing"
    parameters = (
        Parameter("max_norm", "Longest trunk gradient", 1.0, 1e-3, 100.0,
                  "The weighted sum of the heads' gradients, 2 long for four heads, is shortened to this."),
        *GramMethod.parameters,
    )  # fmt: skip

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        assert batch.gram is not None
        bargain = nash_weights(batch.gram)
        length = sqrt(max(bargain @ batch.gram @ bargain, 0.0))
        return bargain * min(1.0, self.values["max_norm"] / max(length, _SMALLEST))


def nash_weights(gram: np.ndarray) -> np.ndarray:
    """The weights a > 0 with a * (G a) = 1; a head without a gradient gets 1.

    They are the minimum of a' G a / 2 - sum log a. It is sought for gradients of length 1: the weights of longer ones
    are that much smaller. Where 0 is a mean of the gradients, or nearly, no step helps all heads and the weights would
    be without bound: then a' a / 2 at a price keeps every one below 2 `LARGEST`, and heads outside the deadlock go on.

    Args:
        gram: `(T, T)` inner products of the gradients.

    Returns:
        `(T,)`.
    """
    cosine, norms = unit_gram(gram)
    weights = _minimum(cosine + RIDGE * np.eye(len(gram)))
    if weights.max() > LARGEST:
        weights = _minimum(cosine + np.eye(len(gram)) / LARGEST**2)
    return weights / norms


def _minimum(cosine: np.ndarray) -> np.ndarray:
    """Minimum `(T,)` of a' C a / 2 - sum log a by damped Newton steps, which never leave a > 0.

    Source:
        Y. Nesterov, A. Nemirovskii, Interior-Point Polynomial Algorithms in Convex Programming, 1994.
    """
    weights = np.ones(len(cosine))
    diagonal = np.diag_indices(len(cosine))
    for _ in range(_STEPS):
        inverse = 1 / weights
        slope, curvature = cosine @ weights - inverse, cosine.copy()
        curvature[diagonal] += inverse * inverse
        step = np.linalg.solve(curvature, slope)
        decrement = sqrt(max(slope @ step, 0.0))  # how far away, in the metric of the curvature
        weights = weights - step * (1 if decrement < 0.25 else 1 / (1 + decrement))
        if decrement < 1e-6:
            break
    return weights
