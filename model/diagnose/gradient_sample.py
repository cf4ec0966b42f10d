"""A sample of gradients: the heads' gradients on the shared trunk, and the step that was just taken."""

from dataclasses import dataclass

import numpy as np

from model.heads import HEADS

# trunk layer -> for each of its variables, where it lies in P, and its shape; the last axis counts the filters
FilterPlaces = dict[str, list[tuple[slice, tuple[int, ...]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradientSample:
    """A sample on the probe set, which is cut into K parts. T heads in the order of `HEADS`, P trunk parameters.

    Raises:
        ValueError: Something has another shape than it should.
    """

    jacobians: np.ndarray  # (K, T, P) gradient of each head's unweighted loss on each part of the probe set
    weights: np.ndarray  # (T,) loss weights in use
    losses: np.ndarray  # (T,) nats, unweighted
    first_losses: np.ndarray  # (T,) nats, of the untrained network
    accuracies: np.ndarray  # (T,) 0..1
    filters: FilterPlaces
    step: np.ndarray | None = None  # (P,) what the last step added to the trunk; None before training
    pace: np.ndarray | None = None  # (P,) what the optimiser multiplies a steady gradient with: step ~ -pace * gradient
    parts: np.ndarray | None = None  # (T, P) the step split by head, where that is known

    def __post_init__(self) -> None:
        shape = self.jacobians.shape
        if len(shape) != 3 or shape[0] < 2 or shape[1] != len(HEADS):
            raise ValueError(
                f"`jacobians` must be (parts >= 2, {len(HEADS)} heads, parameters). Received: {shape}. "
                "Cut the probe set into at least two parts."
            )
        _, heads, size = shape
        vectors = dict.fromkeys(("weights", "losses", "first_losses", "accuracies"), (heads,))
        for name, expected in {**vectors, "step": (size,), "pace": (size,), "parts": (heads, size)}.items():
            value = getattr(self, name)
            if value is not None and value.shape != expected:
                raise ValueError(f"`{name}` must be {expected}, as `jacobians` is {shape}. Received: {value.shape}.")
