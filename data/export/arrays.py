"""Sets as `.npz`, in our form and in the two of the coursework."""

import io
from typing import Any

import numpy as np

from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, PROPERTIES, class_index

TEST_EVERY = 10  # one in this many pictures is a test picture


def ours(held: Labelled) -> bytes:
    return _saved(pictures=held.pictures, labels=held.labels)


def coursework(held: Labelled) -> bytes:
    """Pictures `(n, 2352)` in BGR and class numbers `(n, 96)` one-hot; every tenth picture is a test one."""
    flat = held.pictures[..., ::-1].reshape(len(held), -1)
    number = one_hot(class_index(held.labels), CLASS_COUNT)
    test = np.arange(len(held)) % TEST_EVERY == TEST_EVERY - 1
    return _saved(X_train=flat[~test], X_test=flat[test], y_train=number[~test], y_test=number[test])


def by_head(held: Labelled) -> bytes:
    """Pictures `(n, 28, 28, 3)` in RGB and a one-hot label for each head."""
    labels = {
        f"y_{name}": one_hot(held.labels[:, column], len(prop.classes))
        for column, (name, prop) in enumerate(PROPERTIES.items())
    }
    return _saved(x=held.pictures, **labels)


def one_hot(classes: np.ndarray, count: int) -> np.ndarray:
    """`(n, count)` uint8."""
    return np.eye(count, dtype=np.uint8)[classes]


def _saved(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
