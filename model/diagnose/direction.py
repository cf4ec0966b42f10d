"""Who pulls together and who against whom, beside what chance alone would show."""

import numpy as np

from model.diagnose.gram import Gram
from model.diagnose.panel import Panel
from model.diagnose.to_json import numbers_by_head, rounded_lists

COSINE = Panel(
    "cosine",
    "Who pulls together",
    "The cosine of two heads' gradients on the trunk: 1 is the same way, 0 unrelated, −1 opposite.",
    learns="Most pairs are near 0: heads rarely fight, they want different things. Beware of cosines of silent heads.",
    formula="cos(g_i, g_j) = g_i·g_j / ( |g_i| |g_j| ); diagonal: mean cosine between parts of the same head",
    source="T. Yu et al., Gradient Surgery for Multi-Task Learning, 2020, arXiv 2001.06782, definition 1.",
    measure=lambda sample, gram, mean: {
        "cosine": rounded_lists(cosines(gram)),
        "within": numbers_by_head(np.diagonal(gram.cosines_between_parts().mean(axis=0))),  # of the same head
    },
    keys=("cosine", "within", "silent"),
)
CONFLICT = Panel(
    "conflict",
    "Conflict rate",
    "How often two heads point against each other when they are asked on different pictures.",
    learns="Compare with 50 %: that is what unrelated heads have, and a head with itself when it is only noise.",
    formula="share of pairs of different parts k ≠ l with g_ik·g_jl < 0; i = j: a head with itself",
    source="Conflict: T. Yu et al., 2020, arXiv 2001.06782, definition 1. Between different parts: this project.",
    measure=lambda sample, gram, mean: {"conflict": rounded_lists(conflict_rates(gram))},
    keys=("conflict", "silent"),
)


def cosines(gram: Gram) -> np.ndarray:
    """`(T, T)` cosines of the mean gradients, 1 on the diagonal; NaN where a gradient is zero."""
    norms = gram.norms
    cosine = np.clip(gram.mean / np.outer(norms, norms), -1, 1)
    np.fill_diagonal(cosine, np.where(norms > 0, 1.0, np.nan))
    return cosine


def conflict_rates(gram: Gram) -> np.ndarray:
    """`(T, T)` share of pairs of different parts whose inner product is negative; NaN for a head without gradient."""
    rates = (gram.between_parts() < 0).mean(axis=0)
    pulling = np.isfinite(gram.squares).all(axis=0) & (gram.squares > 0).any(axis=0)
    return np.where(np.outer(pulling, pulling), rates, np.nan)
