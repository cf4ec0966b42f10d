"""Who moved the trunk: the step of the optimiser, split by head."""

import numpy as np

from model.diagnose.gradient_sample import Look
from model.diagnose.panel import Panel

UPDATE = Panel(
    name="update",
    label="Who moved the trunk",
    about="The signed part that each head has in the step that was just taken; below 0 it was dragged along.",
    learns="Loudness is not movement: a step also holds older steps and the luck of the batch (the grey rest).",
    formula="u_i = d_i·d / |d|², with d the real step and d_i = −pace ∘ w_i g_i; Σ u_i + rest = 1",
    source="This project, from Adam's step being linear in the gradients at fixed v: D. Kingma and J. Ba, 2015, "
    "arXiv 1412.6980.",
    keys=("update", "exact_update"),
)


def update_shares(look: Look, mean: np.ndarray) -> np.ndarray | None:
    """Signed shares `(T + 1,)` of the heads in the real step and of the rest (batch noise, older steps); sum 1.

    Args:
        mean: `(T, P)` mean gradients.

    Returns:
        None if nothing moved, or if neither the pace nor the exact parts are known.
    """
    if look.step is None or not look.step.any() or (look.parts is None and look.pace is None):
        return None
    scale = np.abs(look.step).max()
    step = look.step.astype(float) / scale  # squares of tiny steps would be zero
    along = -look.weights * (mean @ (look.pace * step)) if look.parts is None else look.parts @ step
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
