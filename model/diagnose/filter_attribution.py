"""Which head pulls at which filter of the trunk."""

from typing import Any

import numpy as np

from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram
from model.diagnose.panel import Panel
from model.diagnose.to_json import rounded_lists


def _per_filter(sample: GradientSample, gram: Gram, mean: np.ndarray) -> dict[str, Any]:
    layers = ownership(sample, mean).items()
    shares = {layer: [None if np.isnan(row).any() else rounded_lists(row) for row in rows] for layer, rows in layers}
    return {"ownership": shares}


OWNERSHIP = Panel(
    "ownership",
    "Who owns which filter",
    "For each filter of the trunk, how the pull on it is split between the heads; grey: nobody pulls.",
    learns="Filters are shared at first and find owners later; a head with little weight owns few.",
    formula="o_if = w_i |g_i on filter f| / Σ_j w_j |g_j on filter f|",
    source="This project: the effective share, filter by filter.",
    measure=_per_filter,
    keys=("ownership",),
)


def ownership(sample: GradientSample, mean: np.ndarray) -> dict[str, np.ndarray]:
    """For each trunk layer `(filters, T)` shares of the heads in the pull on each filter; NaN where nobody pulls.

    Args:
        mean: `(T, P)` mean gradients.
    """
    return {layer: _of_layer(variables, sample.weights, mean) for layer, variables in sample.filters.items()}


def _of_layer(variables: list[tuple[slice, tuple[int, ...]]], weights: np.ndarray, mean: np.ndarray) -> np.ndarray:
    squares = sum(np.square(mean[:, place].reshape(len(mean), -1, shape[-1])).sum(axis=1) for place, shape in variables)
    pulls = (weights[:, None] * np.sqrt(squares)).T
    return pulls / pulls.sum(axis=1, keepdims=True)
