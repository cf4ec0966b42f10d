"""Weights drawn anew at each step: the baseline that a clever method has to beat."""

import numpy as np

from model.balance.method import BatchStatistics, Method


class RandomWeights(Method):
    name = "random"
    label = "Random (RLW)"
    about = "Draws new weights at each step, so that no head is favoured for long."
    source = (
        "B. Lin, F. Ye, Y. Zhang, I. W. Tsang, Reasonable Effectiveness of Random Weighting: "
        "A Litmus Test for Multi-Task Learning, arXiv:2111.10603."
    )
    sliders_mean = "A slider multiplies the weight that is drawn for its head."
    cost = "One backward pass, as plain training."
    role = "multiply"

    def __init__(self, sliders: np.ndarray, seed: int = 0, **parameters: float) -> None:
        super().__init__(sliders, seed, **parameters)
        self.step = 0

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        drawn = np.exp(np.random.default_rng((self.seed, self.step)).standard_normal(len(self.sliders)))
        self.step += 1
        return self.sliders * drawn * (len(drawn) / drawn.sum())  # T * softmax

    def state(self) -> dict[str, np.ndarray]:
        return {"step": np.array(self.step)}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.step = int(state["step"])
