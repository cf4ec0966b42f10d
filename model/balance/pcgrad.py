"""Gradients that conflict are cleared of each other before they are added."""

import numpy as np

from model.balance.method import BatchStatistics, GramMethod, RandomisedMethod


class PCGrad(RandomisedMethod, GramMethod):
    name = "pcgrad"
    label = "PCGrad"
    about = "Where two heads pull against each other, takes out of each pull the part that harms the other head."
    source = (
        "T. Yu, S. Kumar, A. Gupta, S. Levine, K. Hausman, C. Finn, Gradient Surgery for Multi-Task Learning, "
        "arXiv:2001.06782."
    )
    sliders_mean = "A slider multiplies its head's gradient before the conflicts are taken out."
    role = "multiply"

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        assert batch.gram is not None
        gram = self.sliders[:, None] * batch.gram * self.sliders
        rng = self.next_draw()
        if gram.min() >= 0:  # no conflict
            return self.sliders.copy()
        return self.sliders * without_conflicts(gram, rng.random(gram.shape).argsort(axis=1))


def without_conflicts(gram: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """How often each gradient counts in the sum of all gradients cleared of their conflicts.

    Args:
        gram: `(T, T)` inner products of the gradients.
        orders: `(T, T)` row i is the order of heads in which gradient i meets the others.

    Returns:
        `(T,)` factors; ones if nothing conflicts.
    """
    factors = np.ones(len(gram))
    rows = gram.tolist()  # plain floats: arrays of four cost more than they save
    for i, order in enumerate(orders.tolist()):
        with_others = rows[i]  # inner products of gradient i, as cleared so far, with all gradients
        for j in order:
            if j != i and with_others[j] < 0 < rows[j][j]:
                part = with_others[j] / rows[j][j]
                factors[j] -= part
                with_others = [mine - part * other for mine, other in zip(with_others, rows[j], strict=True)]
    return factors
