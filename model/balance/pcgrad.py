"""Gradients that conflict are cleared of each other before they are added."""

import numpy as np

from model.balance.method import COST_OF_MEASURING, EVERY, BatchStatistics, Method


class PCGrad(Method):
    name = "pcgrad"
    label = "PCGrad"
    about = "Where two heads pull against each other, takes out of each pull the part that harms the other head."
    source = (
        "T. Yu, S. Kumar, A. Gupta, S. Levine, K. Hausman, C. Finn, Gradient Surgery for Multi-Task Learning, "
        "arXiv:2001.06782."
    )
    sliders_mean = "A slider multiplies its head's gradient before the conflicts are taken out."
    cost = COST_OF_MEASURING
    role = "multiply"
    needs = "gram"
    parameters = (EVERY,)

    def __init__(self, sliders: np.ndarray, seed: int = 0, **parameters: float) -> None:
        super().__init__(sliders, seed, **parameters)
        self.step = 0

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        assert batch.gram is not None
        gram = self.sliders[:, None] * batch.gram * self.sliders
        step, self.step = self.step, self.step + 1
        if gram.min() >= 0:  # no conflict
            return self.sliders.copy()
        draws = np.random.default_rng((self.seed, step)).random(gram.shape)
        return self.sliders * without_conflicts(gram, draws.argsort(axis=1))

    def state(self) -> dict[str, np.ndarray]:
        return {"step": np.array(self.step)}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.step = int(state["step"])


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
