"""Adam for the few numbers that a method learns. NumPy only."""

from math import sqrt

import numpy as np

BETAS = 0.9, 0.999
EPSILON = 1e-8


class Adam:
    """Turns gradients into changes whose size does not depend on the gradients' scale.

    Args:
        size: How many numbers are learned.
        rate: Largest change of a number in a step, about.

    Source:
        D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, arXiv:1412.6980.
    """

    def __init__(self, size: int, rate: float) -> None:
        self.rate = rate
        self.mean, self.square = np.zeros(size), np.zeros(size)  # of the gradients
        self.step = 0

    def change(self, gradient: np.ndarray) -> np.ndarray:
        """What to add to the numbers, given the gradient `(size,)` to go down."""
        self.step += 1
        self.mean = BETAS[0] * self.mean + (1 - BETAS[0]) * gradient
        self.square = BETAS[1] * self.square + (1 - BETAS[1]) * gradient * gradient
        # Both averages start at 0 and are too small at first.
        of_mean, of_square = 1 - BETAS[0] ** self.step, 1 - BETAS[1] ** self.step
        return self.mean * (-self.rate / of_mean) / (np.sqrt(self.square) / sqrt(of_square) + EPSILON)

    def state(self) -> dict[str, np.ndarray]:
        return {"adam_mean": self.mean, "adam_square": self.square, "adam_step": np.array(self.step)}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.mean, self.square = np.array(state["adam_mean"], float), np.array(state["adam_square"], float)
        self.step = int(state["adam_step"])
