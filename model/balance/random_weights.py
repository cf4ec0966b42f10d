"""Weights drawn anew at each step: the baseline that a clever method has to beat."""

import numpy as np

from model.balance.method import BatchStatistics, RandomisedMethod


class RandomWeights(RandomisedMethod):
    name = "random"
    label = "Random (RLW)"
    about = "Draws new weights at each step, so that no head is favoured for long."
    source = (
        "B. Lin, F. Ye, Y. Zhang, I. W. Tsang, Reasonable Effectiveness of Random Weighting: "
        "A Litmus Test for Multi-Task Learning, arXiv:2111.10603."
    )
    sliders_mean = "A slider multiplies the weight that is drawn for its head."
    role = "multiply"

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        drawn = np.exp(self.next_draw().standard_normal(len(self.sliders)))
        return self.sliders * drawn * (len(drawn) / drawn.sum())  # T * softmax
