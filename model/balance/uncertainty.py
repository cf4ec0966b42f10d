"""Weights learned as the certainty of each head."""

import numpy as np

from model.balance.adam import Adam
from model.balance.method import BatchStatistics, Method
from model.parameter import Parameter

LIMIT = 16.0  # of |s|: the best s of a loss of 1e-7, where probabilities are clipped, is -15.4
_LARGEST = float(np.exp(LIMIT) / 2)  # loss whose best s is LIMIT; a frozen head may diverge


class Uncertainty(Method):
    """Goes down the sum of exp(-s) L + s/2 over s, in the form for classification; s = ln(2 L) is best."""

    name = "uncertainty"
    label = "Uncertainty"
    about = "Learns how sure each head is and trusts the sure ones more: a small loss earns a large weight."
    source = (
        "A. Kendall, Y. Gal, R. Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry "
        "and Semantics, arXiv:1705.07115."
    )
    sliders_mean = "A slider multiplies the weight that is learned for its head."
    role = "multiply"
    parameters = (
        Parameter("rate", "Learning rate of the uncertainties", 0.025, 0.0, 1.0,
                  "How far the logarithm of a weight may move in a step."),
    )  # fmt: skip

    def start(self) -> None:
        self.log_uncertainty = np.zeros(len(self.sliders))  # s
        self.adam = Adam(len(self.sliders), self.values["rate"])

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        certainty = np.exp(-self.log_uncertainty)
        gradient = 0.5 - certainty * np.minimum(batch.losses, _LARGEST)
        moved = self.log_uncertainty + self.adam.change(gradient)
        self.log_uncertainty = np.minimum(np.maximum(moved, -LIMIT), LIMIT)
        return self.sliders * certainty

    def state(self) -> dict[str, np.ndarray]:
        return {"log_uncertainty": self.log_uncertainty, **self.adam.state()}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.log_uncertainty = np.array(state["log_uncertainty"], float)
        self.adam.load_state(state)
