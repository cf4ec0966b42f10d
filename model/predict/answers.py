"""Predictions in words."""

from typing import TypedDict

import numpy as np

from model.heads import HEADS

HeadAnswer = TypedDict("HeadAnswer", {"class": str, "probabilities": dict[str, float]})
PictureAnswer = dict[str, HeadAnswer]


def answers(probabilities: dict[str, np.ndarray]) -> list[PictureAnswer]:
    """One answer per picture, ready for JSON.

    Args:
        probabilities: Per head `(n, classes)`.
    """
    count = len(next(iter(probabilities.values())))
    return [{name: _answer(name, probabilities[name][i]) for name in HEADS} for i in range(count)]


def _answer(name: str, probabilities: np.ndarray) -> HeadAnswer:
    classes = HEADS[name].classes
    return {
        "class": classes[int(probabilities.argmax())],
        "probabilities": {label: round(float(p), 7) for label, p in zip(classes, probabilities, strict=True)},
    }
