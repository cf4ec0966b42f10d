"""Weights that follow how much each head still gets wrong."""

import numpy as np

from model.balance.method import BatchStatistics, Method
from model.parameter import Parameter

_LEAST = 1e-3  # accuracies are taken as this far from 0 and 1, so that no weight is infinite or quite 0


class DynamicTaskPrioritisation(Method):
    """w = -(1 - k)^focus ln k, with k a running mean of the head's accuracy."""

    name = "dtp"
    label = "Dynamic task prioritisation"
    about = "Gives most weight to the heads that still answer wrong, and lets solved heads rest."
    source = "M. Guo, A. Haque, D.-A. Huang, S. Yeung, L. Fei-Fei, Dynamic Task Prioritization, ECCV 2018."
    sliders_mean = "A slider multiplies the weight that follows from its head's accuracy."
    role = "multiply"
    parameters = (
        Parameter("focus", "Focus on unsolved heads", 1.0, 0.0, 5.0,
                  "The higher, the less a head counts that is nearly right."),
        Parameter("memory", "Memory of the accuracy", 0.9, 0.0, 0.999,
                  "Share of the running accuracy that is kept at each step; 0 looks at one batch only."),
    )  # fmt: skip

    def start(self) -> None:
        self.accuracies: np.ndarray | None = None  # (T,) running means, once a batch was seen

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        kept = batch.accuracies if self.accuracies is None else self.accuracies
        self.accuracies = batch.accuracies + self.values["memory"] * (kept - batch.accuracies)
        clipped = np.minimum(np.maximum(self.accuracies, _LEAST), 1 - _LEAST)
        return self.sliders * (1 - clipped) ** self.values["focus"] * -np.log(clipped)

    def state(self) -> dict[str, np.ndarray]:
        return {} if self.accuracies is None else {"accuracies": self.accuracies}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.accuracies = np.array(state["accuracies"], float) if state else None
