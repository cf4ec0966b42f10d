"""Who moved the trunk: the step of the optimiser, split by head."""

from typing import Any

import numpy as np

from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram
from model.diagnose.panel import Panel
from model.diagnose.to_json import numbers_by_head, short


def _step(sample: GradientSample, gram: Gram, mean: np.ndarray) -> dict[str, Any]:
    shares = update_shares(sample, mean)
    named = None if shares is None else numbers_by_head(shares[:-1]) | {"rest": short(float(shares[-1]))}
    return {"update": named, "exact_update": sample.parts is not None}


UPDATE = Panel(
    "update",
    "Who moved the trunk",
    "The signed part that each head has in the step that was just taken; below 0 it was dragged along.",
    learns="Loudness is not movement: a step holds the luck of its batch and of the steps that are remembered.",
    formula="u_i = d_i·d / |d|², d the real step, d_i = −pace ∘ m_i, m_i the memory of head i; Σ u_i + rest = 1",
    source="This project, from Adam's step being linear in the gradients at fixed v: D. Kingma and J. Ba, 2015, "
    "arXiv 1412.6980.",
    measure=_step,
    keys=("update", "exact_update"),
)


def update_shares(sample: GradientSample, mean: np.ndarray) -> np.ndarray | None:
    """Signed shares `(T + 1,)` of the heads in the real step and of the rest; sum 1.

    Args:
        mean: `(T, P)` mean gradients.

    Returns:
        None if nothing moved, or if neither the pace nor the exact parts are known.
    """
    if sample.step is None or not sample.step.any() or (sample.parts is None and sample.pace is None):
        return None
    scale = np.abs(sample.step).max()
    step = sample.step.astype(float) / scale  # squares of tiny steps would be zero
    along = -sample.weights * (mean @ (sample.pace * step)) if sample.parts is None else sample.parts @ step
    shares = along / (scale * (step @ step))
    return np.append(shares, 1 - shares.sum())


def expected_shares(jacobian: np.ndarray, weights: np.ndarray, pace: np.ndarray) -> np.ndarray:
    """Signed shares of the heads in the step that is to be expected.

    Args:
        jacobian: `(T, P)` gradients of the unweighted losses.
        weights: `(T,)`.
        pace: `(P,)` what the optimiser multiplies a gradient with.

    Returns:
        `(T,)`, sum 1; zeros if nothing moves.
    """
    parts = (np.asarray(weights, float)[:, None] * jacobian) * pace
    largest = np.abs(parts).max(initial=0)
    if largest == 0:
        return np.zeros(len(parts))
    parts = parts / largest
    step = parts.sum(axis=0)
    length = step @ step
    return parts @ step / length if length > 0 else np.zeros(len(parts))
