"""All inner products between the heads' gradients on the parts of the probe set: most diagnostics follow from them."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Gram:
    """Inner products of K * T gradients.

    Args:
        products: `(K, T, K, T)`.
    """

    products: np.ndarray

    @classmethod
    def of(cls, jacobians: np.ndarray) -> "Gram":
        """From `(K, T, P)` gradients, in one matrix product."""
        parts, heads, size = jacobians.shape
        rows = jacobians.reshape(parts * heads, size)
        return cls((rows @ rows.T).reshape(parts, heads, parts, heads))

    @property
    def parts(self) -> int:
        return self.products.shape[0]

    @property
    def mean(self) -> np.ndarray:
        """`(T, T)` inner products of the mean gradients."""
        return self.products.mean(axis=(0, 2))

    @property
    def norms(self) -> np.ndarray:
        """`(T,)` norms of the mean gradients."""
        return np.sqrt(np.maximum(np.diagonal(self.mean), 0))

    @property
    def squares(self) -> np.ndarray:
        """`(K, T)` squared norms on each part."""
        return np.einsum("ktkt->kt", self.products)

    def between_parts(self) -> np.ndarray:
        """`(K(K-1), T, T)` inner products between all pairs of different parts."""
        first, second = np.nonzero(~np.eye(self.parts, dtype=bool))
        return self.products[first, :, second, :]

    def cosines_between_parts(self) -> np.ndarray:
        """`(K(K-1), T, T)` cosines between all pairs of different parts; NaN where a gradient is zero."""
        lengths = np.sqrt(self.squares)
        products = lengths[:, None, :, None] * lengths[None, :, None, :]  # (K, K, T, T)
        return self.between_parts() / products[~np.eye(self.parts, dtype=bool)]
