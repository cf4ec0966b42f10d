"""What a network predicted for pictures beside what is true, with the numbers that follow."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.labels import CLASS_COUNT, PROPERTIES, class_index
from data.line import angle_error
from model.evaluate.calibration import Reliability, reliability
from model.evaluate.confusion import ClassScores, class_scores, confusion
from model.heads import HEADS, per_head
from model.scores import predicted

ALL = "all"  # the matrix of the 96 classes: all four heads at once


@dataclass(frozen=True, eq=False)
class Evaluation:
    """n pictures, judged. Heads are columns, in the order of `HEADS`. What follows is computed once, when asked for."""

    labels: np.ndarray  # (n, 4) true classes
    predictions: np.ndarray  # (n, 4) likeliest classes
    confidence: np.ndarray  # (n, 4) probability of the predicted class

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, rows: np.ndarray) -> "Evaluation":
        """Of some of the pictures."""
        return Evaluation(self.labels[rows], self.predictions[rows], self.confidence[rows])

    @cached_property
    def right(self) -> np.ndarray:
        """`(n, 4)` bool."""
        return np.equal(self.predictions, self.labels, dtype=bool)

    @cached_property
    def exact(self) -> np.ndarray:
        """`(n,)` bool: all four right."""
        return np.logical_and.reduce(self.right, axis=1)

    @cached_property
    def accuracy(self) -> dict[str, float]:
        return per_head(self.right.mean(axis=0).tolist())

    @property
    def exact_accuracy(self) -> float:
        return float(self.exact.mean())

    @property
    def product(self) -> float:
        """What the exact match would be if the heads erred independently: the product of the four accuracies."""
        return float(np.prod(list(self.accuracy.values())))

    @cached_property
    def matrices(self) -> dict[str, np.ndarray]:
        """Per head its confusion matrix, and under `ALL` the `(96, 96)` one of all four together."""
        matrices = {
            name: confusion(self.labels[:, i], self.predictions[:, i], len(head.classes))
            for i, (name, head) in enumerate(HEADS.items())
        }
        return matrices | {ALL: confusion(class_index(self.labels), class_index(self.predictions), CLASS_COUNT)}

    @cached_property
    def scores(self) -> dict[str, ClassScores]:
        """Per head, and under `ALL` for the 96 classes."""
        return {name: class_scores(matrix) for name, matrix in self.matrices.items()}

    @cached_property
    def reliability(self) -> dict[str, Reliability]:
        """Per head."""
        return {name: reliability(self.confidence[:, i], self.right[:, i]) for i, name in enumerate(HEADS)}

    @cached_property
    def angle_errors(self) -> np.ndarray:
        """`(n,)` degrees in 0..90 between the predicted angle and the true one, around the half circle."""
        degrees, column = np.array(PROPERTIES["angle"].values), list(HEADS).index("angle")
        return angle_error(degrees[self.predictions[:, column]], degrees[self.labels[:, column]])


def evaluate(probabilities: dict[str, np.ndarray], labels: np.ndarray) -> Evaluation:
    """Judge what a network predicted.

    Args:
        probabilities: Per head `(n, classes)`.
        labels: `(n, 4)` true classes; n is 1 or more.

    Raises:
        ValueError: There are no pictures, or not as many answers as labels.
    """
    counts = {len(probabilities[name]) for name in HEADS}
    if len(labels) == 0 or counts != {len(labels)}:
        raise ValueError(f"Every picture needs one answer per head. Received: {len(labels)} labels, {counts} answers.")
    confidence = np.stack([probabilities[name].max(axis=1) for name in HEADS], axis=1)
    return Evaluation(labels, predicted(probabilities), confidence)
