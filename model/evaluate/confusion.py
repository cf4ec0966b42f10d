"""Confusion matrices, and precision, recall and F1 from them."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class ClassScores:
    """One number per class; `macro_...` is the plain mean over the classes that are in the set or were predicted.

    A small set may lack some of the 96: nothing is known of those, so they do not count as 0 (nor in scikit-learn).
    """

    precision: np.ndarray  # (classes,) share of these predictions that are right; 0 without any
    recall: np.ndarray  # (classes,) share of the class's pictures that were predicted as such; 0 without any
    f1: np.ndarray  # (classes,) harmonic mean of both; 0 if both are
    support: np.ndarray  # (classes,) pictures
    predicted: np.ndarray  # (classes,) predictions

    @property
    def known(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Precision, recall and F1, `(classes,)` each: NaN for classes without pictures, where nothing is known."""
        precision, recall, f1 = (
            np.where(self.support > 0, each, np.nan) for each in (self.precision, self.recall, self.f1)
        )
        return np.where(self.predicted > 0, precision, np.nan), recall, f1

    @property
    def macro_precision(self) -> float:
        return self._mean(self.precision)

    @property
    def macro_recall(self) -> float:
        return self._mean(self.recall)

    @property
    def macro_f1(self) -> float:
        return self._mean(self.f1)

    def _mean(self, scores: np.ndarray) -> float:
        present = self.support + self.predicted > 0
        return float(scores[present].mean()) if present.any() else 0.0


def confusion(true: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """`(classes, classes)` counts: row = true class, column = predicted class. `true`, `predicted`: `(n,)`."""
    return np.bincount(true * classes + predicted, minlength=classes**2).reshape(classes, classes)


def class_scores(matrix: np.ndarray) -> ClassScores:
    """The scores of every class of a confusion matrix.

    Source:
        C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, chapter 7.
    """
    hits, support, predicted = np.diagonal(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    return ClassScores(
        precision=_share(hits, predicted),
        recall=_share(hits, support),
        f1=_share(2 * hits, support + predicted),
        support=support,
        predicted=predicted,
    )


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
