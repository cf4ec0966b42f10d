"""Gradients that count alike, whatever their length."""

import numpy as np

_SMALLEST = 1e-12  # norm below which a head has no gradient


def unit_gram(gram: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The inner products `(T, T)` of the gradients at length 1, ones on the diagonal, and their norms `(T,)`.

    A head without a gradient has norm 1 and is at right angles to the others.
    """
    norms = np.sqrt(np.diagonal(gram))
    norms = np.where(norms > _SMALLEST, norms, 1)
    cosine = gram / norms / norms[:, None]
    np.fill_diagonal(cosine, 1)
    return cosine, norms
