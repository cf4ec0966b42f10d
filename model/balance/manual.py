"""Weights set by hand."""

import numpy as np

from model.balance.method import BatchStatistics, Method


class Manual(Method):
    name = "manual"
    label = "Manual"
    about = "Each head's loss counts as much as its slider says, until you move it."
    source = "The weighted sum of losses: R. Caruana, Multitask Learning, Machine Learning 28, 1997."
    sliders_mean = "The sliders are the weights."
    role = "weights"
    needs = "nothing"

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        return self.sliders.copy()
