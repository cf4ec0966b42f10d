"""Arrays as plain JSON: short numbers, and None for what is not a number."""

from math import isfinite
from typing import Any

import numpy as np

from model.heads import per_head

_DIGITS = 4  # significant


def rounded_lists(values: np.ndarray) -> Any:
    """Nested lists of floats."""
    return [rounded_lists(value) for value in values] if values.ndim else short(float(values))


def numbers_by_head(values: np.ndarray) -> dict[str, float | None]:
    """One number for each head."""
    return per_head(rounded_lists(values))


def short(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if isfinite(value) else None
