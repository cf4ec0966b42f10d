"""Confusion matrices, and precision, recall and F1 from them."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class ClassScores:
    """One number per class; `macro_...` is their plain mean."""

    precision: np.ndarray  # (classes,) share of 'said this' that is this; 0 if it was never said
    recall: np.ndarray  # (classes,) share of this that was called this; 0 without pictures
    f1: np.ndarray  # (classes,) harmonic mean of both; 0 if both are
    support: np.ndarray  # (classes,) pictures

    @property
    def macro_precision(self) -> float:
        return float(self.precision.mean())

    @property
    def macro_recall(self) -> float:
        return float(self.recall.mean())

    @property
    def macro_f1(self) -> float:
        return float(self.f1.mean())


def confusion(true: np.ndarray, said: np.ndarray, classes: int) -> np.ndarray:
    """`(classes, classes)` counts: row = true class, column = class that was said. `true`, `said`: `(n,)`."""
    return np.bincount(true * classes + said, minlength=classes**2).reshape(classes, classes)


def class_scores(matrix: np.ndarray) -> ClassScores:
    """The scores of every class of a confusion matrix.

    Source:
        C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, chapter 7.
    """
    hits, support, said = np.diagonal(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    return ClassScores(
        precision=_share(hits, said),
        recall=_share(hits, support),
        f1=_share(2 * hits, support + said),
        support=support,
    )


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
