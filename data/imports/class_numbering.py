"""Class numbers 0..95 of the coursework, and the older ones that collide."""

import numpy as np

from data.labels import labels_of

OLD_LONG = 42  # what a long line added to its number in the older files: 48 is right
NEW_LONG = 48
OLD_MOST = OLD_LONG + 47  # the highest number of an older file


def labels_of_numbers(numbers: np.ndarray) -> np.ndarray:
    """Labels `(n, 4)` of class numbers `(n,)`; labels come through unchanged."""
    return labels_of(numbers) if numbers.ndim == 1 else numbers


def older_labels(numbers: np.ndarray, blue: np.ndarray) -> np.ndarray:
    """Labels `(n, 4)` of older files, whose numbers were 42 length + 24 width + 12 colour + angle.

    The numbers 42..47 stand for two classes each: short thick blue lines of 90..165 degrees and long thin red ones of
    0..75. They differ in colour, so the picture decides.

    Args:
        numbers: `(n,)`, at most 89.
        blue: `(n,)` bool: what colour each picture has.
    """
    shared = (numbers >= OLD_LONG) & (numbers < NEW_LONG)
    long = (numbers >= NEW_LONG) | (shared & ~blue)
    return labels_of(np.where(long, numbers + NEW_LONG - OLD_LONG, numbers))
