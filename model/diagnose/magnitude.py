"""How loud the heads are: norms of their gradients on the trunk, the noise in them, and what the weights make of it."""

from typing import Any

import numpy as np

from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram
from model.diagnose.panel import Panel
from model.diagnose.to_json import numbers_by_head, rounded_lists
from model.heads import HEADS

_CHANCE = 1.645  # standard errors that pure noise passes in 5 % of the cases


def _norms(sample: GradientSample, gram: Gram, mean: np.ndarray) -> dict[str, Any]:
    silent = [head for head, quiet in zip(HEADS, is_noise(gram), strict=True) if quiet]
    return {"norm": numbers_by_head(gram.norms), "noise": numbers_by_head(noise_floors(gram)), "silent": silent}


NORM = Panel(
    "norm",
    "Gradient norm",
    "How hard each head pulls at the shared trunk, before its loss weight.",
    learns="Heads shout with different volume, and a head that has learned its task sinks towards its noise.",
    formula="|g_i|, with g_i = ∂L_i/∂(trunk) over the probe set; noise floor = √( Σ_k |g_ik − g_i|² / (K(K−1)) )",
    source="Z. Chen et al., GradNorm, 2018, arXiv 1711.02257; noise: S. McCandlish et al., An Empirical Model of "
    "Large-Batch Training, 2018, arXiv 1812.06162.",
    measure=_norms,
    keys=("norm", "noise", "silent"),
)
SHARE = Panel(
    "share",
    "Effective share",
    "The part of the total pull that each head has after its loss weight.",
    learns="What a slider really buys: a weight of 50 on a silent head is still next to nothing.",
    formula="s_i = w_i |g_i| / Σ_j w_j |g_j|",
    source="The quantity that GradNorm balances: Z. Chen et al., 2018, arXiv 1711.02257.",
    measure=lambda sample, gram, mean: {"share": numbers_by_head(effective_shares(sample.weights, gram.norms))},
    keys=("share",),
)
SIMILARITY = Panel(
    "similarity",
    "Magnitude similarity",
    "Whether two heads pull equally hard: 1 is equal, near 0 is one drowning the other.",
    learns="It is mostly the magnitude, not the angle, that separates the heads, and that is what weights can mend.",
    formula="2 |g_i| |g_j| / ( |g_i|² + |g_j|² ), before weights",
    source="T. Yu et al., Gradient Surgery for Multi-Task Learning, 2020, arXiv 2001.06782, definition 2.",
    measure=lambda sample, gram, mean: {"similarity": rounded_lists(magnitude_similarity(gram.norms))},
    keys=("similarity",),
)


def noise_floors(gram: Gram) -> np.ndarray:
    """`(T,)` standard error of each mean gradient, as a norm: what the choice of pictures alone would leave.

    A norm is at or under it exactly if the gradients on different parts agree with each other in nothing: if their mean
    inner product is 0 or less.
    """
    parts = gram.parts
    spread = gram.squares.sum(axis=0) - parts * np.diagonal(gram.mean)
    return np.sqrt(np.maximum(spread, 0) / (parts * (parts - 1)))


def is_noise(gram: Gram) -> np.ndarray:
    """`(T,)` bool: could chance alone make the parts of each head agree as they do? Of pure noise that is found 95 %.

    The inner products between parts have mean 0 if there is nothing but noise, and hardly depend on each other.
    """
    products = np.einsum("ptt->pt", gram.between_parts())  # each pair twice
    scaled = products / np.abs(products).max(axis=0, initial=0)
    agreement = scaled.mean(axis=0) / np.sqrt(np.square(scaled).mean(axis=0)) * np.sqrt(len(products) / 2)
    return ~(agreement > min(_CHANCE, np.sqrt(len(products) / 2) * 0.99))  # NaN without a gradient


def effective_shares(weights: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """`(T,)`, sum 1; NaN if nobody pulls."""
    pulls = weights * norms
    return pulls / pulls.sum()


def magnitude_similarity(norms: np.ndarray) -> np.ndarray:
    """`(T, T)` in 0..1; NaN where both norms are zero."""
    scaled = norms / norms.max()  # squares of tiny norms would be zero
    a, b = scaled[:, None], scaled[None, :]
    return 2 * a * b / (a**2 + b**2)
