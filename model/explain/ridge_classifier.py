"""A linear reader of features: ridge regression on the classes, solved in closed form. NumPy only."""

from collections.abc import Callable

import numpy as np

RIDGES = 10.0 ** np.arange(-1, 6.5, 0.5)  # each property takes its own of these
_NOTHING = 1e-10  # share of the largest eigenvalue under which a direction is rounding
BLOCK = 1000  # features at a time


def ridge_predictions(
    known: np.ndarray, answers: np.ndarray, new: np.ndarray, sizes: list[int], pause: Callable[[], None] = lambda: None
) -> np.ndarray:
    """Likeliest classes that a linear function of the features gives for new pictures.

    Features are standardised by the known ones, targets are +1 for the true class and -1 for the others, as in
    scikit-learn's `RidgeClassifier`. The ridge of each property is the one with the smallest squared error on pictures
    left out one by one, which follows from a single fit.

    Args:
        known, new: `(n, d)` and `(m, d)` features.
        answers: `(n, properties)` classes of the known ones.
        sizes: Number of classes of each property.
        pause: Called between pieces of work; whatever it raises ends the work.

    Returns:
        `(m, properties)`.

    Source:
        G. Alain, Y. Bengio, Understanding Intermediate Layers Using Linear Classifier Probes, 2016. Left out one by
        one: G. H. Golub, M. Heath, G. Wahba, Generalized Cross-Validation, 1979.
    """
    varies = known.max(axis=0) > known.min(axis=0)
    along, strengths, along_new = _principal(known[:, varies], new[:, varies], pause)
    predictions = []
    for i, size in enumerate(sizes):
        targets = np.where(np.eye(size)[answers[:, i]] > 0, 1.0, -1.0)  # (n, classes)
        best = RIDGES[int(np.argmin(left_out_errors(along, strengths, targets)))]
        predictions.append((targets.mean(axis=0) + along_new @ _slopes(along, strengths, targets, best)).argmax(axis=1))
        pause()
    return np.stack(predictions, axis=1)


def left_out_errors(along: np.ndarray, strengths: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """For each ridge, the mean squared error on the pictures when each is left out of the fit, `(ridges,)`.

    Args:
        along: `(n, r)` features with mean 0 whose columns are at right angles.
        strengths: `(r,)` their squared lengths.
        targets: `(n, classes)`.
    """
    own = 1 / len(along) + along**2 @ (1 / (strengths[:, None] + RIDGES))  # (n, ridges): each one's pull on its fit
    left = [targets - targets.mean(axis=0) - along @ _slopes(along, strengths, targets, ridge) for ridge in RIDGES]
    return np.array(
        [((residual / (1 - pull[:, None])) ** 2).mean() for residual, pull in zip(left, own.T, strict=True)]
    )


def _slopes(along: np.ndarray, strengths: np.ndarray, targets: np.ndarray, ridge: float) -> np.ndarray:
    """`(r, classes)`."""
    return along.T @ (targets - targets.mean(axis=0)) / (strengths + ridge)[:, None]


def _principal(
    known: np.ndarray, new: np.ndarray, pause: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Standardised features along their principal axes, `(n, r)`, their squared lengths `(r,)`, and the new ones'."""
    if known.shape[1] <= len(known):
        known, new = _standardised(known, new)
        strengths, axes = np.linalg.eigh(known.T @ known)
        return known @ axes, np.maximum(strengths, 0), new @ axes
    inner, across = np.zeros((len(known), len(known))), np.zeros((len(new), len(known)))
    for start in range(0, known.shape[1], BLOCK):
        block, block_new = _standardised(known[:, start : start + BLOCK], new[:, start : start + BLOCK])
        inner += block @ block.T
        across += block_new @ block.T
        pause()
    strengths, places = np.linalg.eigh(inner)  # the smaller matrix has the same eigenvalues
    real = strengths > _NOTHING * strengths[-1]
    lengths, places = np.sqrt(strengths[real]), places[:, real]
    pause()
    return places * lengths, lengths**2, across @ places / lengths


def _standardised(known: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both less the mean of the known features and over their spread."""
    mean, spread = known.mean(axis=0, dtype=float), known.std(axis=0, dtype=float)
    return (known - mean) / spread, (new - mean) / spread
