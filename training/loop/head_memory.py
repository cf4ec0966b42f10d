"""What an optimiser remembers of each head's pulls on the trunk, and how well that is known."""

import numpy as np


class HeadMemory:
    """Fading sums of the heads' weighted gradients on the trunk: exact for steps that were followed, else an estimate.

    Args:
        memory: Share of the sums that is kept from step to step.
        shape: (T, P).
    """

    def __init__(self, memory: float, shape: tuple[int, ...]) -> None:
        self._memory = memory
        self.sums = np.zeros(shape)
        self.variance = np.zeros(shape)  # of the sums; 0 where all that is remembered was followed
        self._recent = np.zeros(shape)  # sums of the steps that were followed one after the other since `_since`
        self._steady: np.ndarray | None = None  # (T, P) weighted gradients, as they were last estimated
        self._known = 0  # step that `sums` stand at
        self._since = self._next = 0  # steps of the first that is in `_recent`, and after the last

    def follow(self, step: int, pulls: np.ndarray) -> None:
        """Take in a step with these weighted gradients `(T, P)`."""
        if step != self._next:
            self._restart(step)
        self._recent = self._memory * self._recent + pulls
        self._next = step + 1

    def settle(self, step: int, steady: np.ndarray | None = None, noise: np.ndarray | None = None) -> None:
        """Bring `sums` to this step: what was followed as it was, what was passed over as an estimate.

        Args:
            steady: Weighted gradients `(T, P)` now; those of a gap are taken for the mean of these and the last ones.
            noise: Variance of these from step to step. Neither is needed where all steps were followed.
        """
        if step != self._next:
            self._restart(step)
        if gap := self._since - self._known:
            assert steady is not None
            assert noise is not None
            last = np.zeros_like(steady) if self._steady is None else self._steady
            self._pass_over(gap, (last + steady) / 2, noise, (steady - last) ** 2 / 4)
        fade = self._memory ** (step - self._since)
        self.sums, self.variance = fade * self.sums + self._recent, fade**2 * self.variance
        self._steady, self._known = self._steady if steady is None else steady, step
        self._restart(step)

    def agree_with(self, total: np.ndarray) -> None:
        """Share out what the heads' sums lack of the known total `(P,)`, by how uncertain each of them is."""
        uncertain = self.variance.sum(axis=0)
        part = np.divide(self.variance, uncertain, out=np.zeros_like(self.variance), where=uncertain > 0)
        self.sums = self.sums + part * (total - self.sums.sum(axis=0))
        self.variance = self.variance * (1 - part)

    def rescale(self, ratio: float) -> None:
        """The optimiser's memory was multiplied."""
        self.sums, self._recent, self.variance = ratio * self.sums, ratio * self._recent, ratio**2 * self.variance

    def _restart(self, step: int) -> None:
        self._recent, self._since, self._next = np.zeros_like(self.sums), step, step

    def _pass_over(self, steps: int, pulls: np.ndarray, noise: np.ndarray, drift: np.ndarray) -> None:
        memory, fade = self._memory, self._memory**steps
        weight = (1 - fade) / (1 - memory)
        self.sums = fade * self.sums + weight * pulls
        of_noise = (1 - fade**2) / (1 - memory**2) * noise  # independent from step to step; the drift is common to all
        self.variance = fade**2 * self.variance + of_noise + weight**2 * drift
