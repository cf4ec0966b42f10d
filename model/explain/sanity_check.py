"""The same network with its weights shuffled: what a map shows that owes nothing to what was learned."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from model.explain.graph import GRAPHS_KEPT

if TYPE_CHECKING:
    import keras


def shuffled(network: "keras.Model", seed: int) -> "keras.Model":
    """A copy in which the numbers of each weight array have changed places at random.

    The architecture and the distribution of the weights stay; what was learned is gone. The given network is not
    touched. The copy is the same object each time, so that what is traced for it is kept.

    Source:
        J. Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018: all layers at once, by permutation.
    """
    twin, rng = _twin(network), np.random.default_rng(seed)
    twin.set_weights([rng.permutation(weight.ravel()).reshape(weight.shape) for weight in network.get_weights()])
    return twin


@lru_cache(maxsize=GRAPHS_KEPT)
def _twin(network: "keras.Model") -> "keras.Model":
    import keras

    return keras.models.clone_model(network)  # type: ignore[return-value]


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Spearman's: the correlation of the ranks, ties at their mean rank; None if one of them is the same everywhere.

    Source:
        C. Spearman, The Proof and Measurement of Association between Two Things, 1904.
    """
    a, b = _ranks(first), _ranks(second)
    if not a.size:
        return None
    spread = a.std() * b.std()
    return float(((a - a.mean()) * (b - b.mean())).mean() / spread) if spread else None


def _ranks(values: np.ndarray) -> np.ndarray:
    _, place, count = np.unique(values.ravel(), return_inverse=True, return_counts=True)
    return (count.cumsum() - (count - 1) / 2)[place]
