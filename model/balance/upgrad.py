"""Each gradient is turned as little as possible until it harms no head on the batch; then they are added."""

from functools import cache
from itertools import product

import numpy as np

from model.balance.method import BatchStatistics, GramMethod
from model.balance.unit_gram import unit_gram
from model.parameter import Parameter


class UPGrad(GramMethod):
    name = "upgrad"
    label = "UPGrad"
    about = "Turns each head's pull as little as possible until it harms no head on this batch, then adds the pulls."
    source = "P. Quinton, V. Rey, Jacobian Descent for Multi-Objective Optimization, arXiv:2406.16232."
    sliders_mean = "The sliders are preferences: how much each head's harmless pull counts in the sum."
    role = "preference"
    parameters = (
        Parameter("eps", "Tolerance of conflict", 1e-6, 1e-9, 1.0,
                  "Conflict this small, as a cosine, is let pass, which keeps the weights finite."),
        *GramMethod.parameters,
    )  # fmt: skip

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        assert batch.gram is not None
        cosine, norms = unit_gram(batch.gram)  # else a loud head makes the tolerance harm for the others
        cosine[np.diag_indices(len(cosine))] += self.values["eps"]
        return harmless(cosine) @ (norms * self.sliders) / norms


def harmless(gram: np.ndarray) -> np.ndarray:
    """Each gradient projected on the cone of directions that harm no head, as weights of the gradients.

    Column i minimises v' G v with v >= e_i. The minimum is exact: some rows are bound (v = e_i there), in the others
    G v = 0; of all choices of bound rows the right one leaves v >= e_i and G v >= 0 everywhere.

    Args:
        gram: `(T, T)` inner products of the gradients, positive definite.

    Returns:
        `(T, T)`, the identity if nothing conflicts.
    """
    units, bound = _corners(len(gram))
    columns = np.linalg.solve(np.where(bound, units, gram), bound * units)  # (2^T, T, T)
    slack = np.minimum(columns - units, gram @ columns).min(axis=1)  # (2^T, T)
    return np.take_along_axis(columns, slack.argmax(axis=0)[None, None], axis=0)[0]


@cache
def _corners(heads: int) -> tuple[np.ndarray, np.ndarray]:
    """The unit vectors `(T, T)`, and which rows are bound in each of the 2^T choices `(2^T, T, 1)`."""
    return np.eye(heads), np.array(list(product((True, False), repeat=heads)))[..., None]
