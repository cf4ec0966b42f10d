"""Weights learned until all heads pull the trunk alike, the slow ones harder."""

from dataclasses import replace

import numpy as np

from model.balance.adam import Adam
from model.balance.method import EVERY, BatchStatistics, GramMethod
from model.parameter import Parameter

FLOOR = 1e-4  # a weight that began above 0 stays above this
NO_DATA = 0.0  # first loss of a head that has not pulled at the trunk yet


class GradNorm(GramMethod):
    """Goes down the sum of |w n - mean(w n) r^alpha| over w, with the mean held fixed and sum w = T.

    n is the norm of a head's gradient on the trunk, r its loss over its first loss, divided by the mean of that. Both
    means run over the heads that pull at the trunk: a frozen one would lower the aim of the others.
    """

    name = "gradnorm"
    label = "GradNorm"
    about = "Learns weights that make all heads pull the trunk equally hard, and harder those that learn more slowly."
    source = (
        "Z. Chen, V. Badrinarayanan, C.-Y. Lee, A. Rabinovich, GradNorm: Gradient Normalization for Adaptive Loss "
        "Balancing in Deep Multitask Networks, arXiv:1711.02257."
    )
    sliders_mean = "The weights start in the proportions of the sliders; moving one starts them anew."
    role = "start"
    parameters = (
        Parameter("alpha", "Help for slow heads", 1.5, 0.0, 3.0,
                  "0 makes all heads pull alike; the higher, the harder a head pulls that lags behind."),
        Parameter("rate", "Learning rate of the weights", 0.025, 0.0, 1.0, "How far a weight may move in a step."),
        replace(EVERY, default=2),  # its weights move slowly: as good as 1 here (docs/leaderboard.md), and cheaper
    )  # fmt: skip

    def start(self) -> None:
        self.first_losses = np.full(len(self.sliders), NO_DATA)
        self._restart()

    def change_sliders(self, sliders: np.ndarray) -> None:
        super().change_sliders(sliders)
        self._restart()

    def _restart(self) -> None:
        self.chosen = _with_sum_of_heads(self.sliders)
        self.adam = Adam(len(self.sliders), self.values["rate"])

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        assert batch.gram is not None
        chosen, norms = self.chosen, np.sqrt(np.diagonal(batch.gram))
        self.first_losses = np.where((self.first_losses == NO_DATA) & (norms > 0), batch.losses, self.first_losses)
        change = self.adam.change(self._gradient(batch.losses, norms))
        self.chosen = _with_sum_of_heads(np.where(chosen > 0, np.maximum(chosen + change, FLOOR), 0))
        return chosen.copy()

    def _gradient(self, losses: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Gradient `(T,)` with respect to the weights; 0 for heads that do not pull."""
        pulls = self.chosen * norms
        pulling = (pulls > 0) & (self.first_losses > NO_DATA)
        count = max(int(pulling.sum()), 1)
        left = np.where(pulling, losses, 0) / np.where(pulling, self.first_losses, 1)
        lag = left / (left.sum() / count or 1)  # r
        aim = pulls[pulling].sum() / count * lag ** self.values["alpha"]
        return np.where(pulling, np.sign(pulls - aim) * norms, 0)

    def state(self) -> dict[str, np.ndarray]:
        return {"chosen": self.chosen, "first_losses": self.first_losses, **self.adam.state()}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.chosen, self.first_losses = np.array(state["chosen"], float), np.array(state["first_losses"], float)
        self.adam.load_state(state)


def _with_sum_of_heads(weights: np.ndarray) -> np.ndarray:
    """The same proportions with sum T; zeros stay zeros."""
    return weights * (len(weights) / (weights.sum() or 1))
