"""Accuracy on parts of the pictures: by what is true of the line, and by where it lies."""

from dataclasses import dataclass

import numpy as np

from model.evaluate.evaluation import Evaluation
from model.heads import HEADS

SURE = 1.959964  # standard deviations that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Slice:
    """The pictures with one class of one property."""

    of: str  # property
    value: str  # class
    count: int  # pictures
    accuracy: dict[str, float]  # per head, and of all four under 'exact'; NaN without pictures
    low: dict[str, float]  # where the 95 % interval of each begins
    high: dict[str, float]  # and ends


def slices(evaluation: Evaluation) -> list[Slice]:
    """Every class of every property, in the order of the table."""
    right = np.column_stack((evaluation.right, evaluation.exact))
    return [
        _slice(name, value, right[evaluation.labels[:, i] == number])
        for i, (name, head) in enumerate(HEADS.items())
        for number, value in enumerate(head.classes)
    ]


def _slice(of: str, value: str, right: np.ndarray) -> Slice:
    names, count = (*HEADS, "exact"), len(right)
    hits = right.sum(axis=0)
    low, high = wilson(hits, count)
    accuracy = hits / count if count else np.full(len(names), np.nan)
    numbers = (dict(zip(names, values.tolist(), strict=True)) for values in (accuracy, low, high))
    return Slice(of, value, count, *numbers)


def wilson(hits: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the true shares lie with 95 % confidence, if `hits` of `count` were right; 0 to 1 without pictures.

    Source:
        E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927.
    """
    if count == 0:
        return np.zeros(len(hits)), np.ones(len(hits))
    share, extra = hits / count, SURE**2 / count
    middle = share + extra / 2
    half = SURE * np.sqrt((share * (1 - share) + extra / 4) / count)
    return np.maximum((middle - half) / (1 + extra), 0), np.minimum((middle + half) / (1 + extra), 1)


def by_pixel(covered: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Of the lines that pass through each pixel, the share that is read wrong.

    A line covers dozens of pixels, so this is a steadier estimate than counting by the line's middle alone.

    Args:
        covered: `(n, 28, 28)` bool: where each line lies.
        wrong: `(n,)` bool.

    Returns:
        `(28, 28)`, row 0 on top; NaN where no line passes.
    """
    passing = covered.sum(axis=0)
    failing = covered[wrong].sum(axis=0)
    return np.divide(failing, passing, out=np.full(passing.shape, np.nan), where=passing > 0)
