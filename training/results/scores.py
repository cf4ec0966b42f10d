"""What a finished run is worth, measured on the test part that no step and no choice has seen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from data.labels import labels_of
from model.heads import HEADS
from model.networks.joint import JOINT
from model.scores import accuracies, class_probabilities
from runs.history import HistoryPoint

if TYPE_CHECKING:
    from training.dataset import Dataset
    from training.loop.trainer import Trainer

SOLVED = 0.95  # validation accuracy from which a head counts as awake


def test_scores(trainer: "Trainer", data: "Dataset") -> dict[str, float]:
    """What the network is worth on the test part."""
    return output_scores(test_outputs(trainer, data), data.labels[data.parts.test])


def test_outputs(trainer: "Trainer", data: "Dataset") -> dict[str, np.ndarray]:
    """Of the network, for the pictures of the test part."""
    return trainer.probabilities(data.pictures[data.parts.test])


def output_scores(outputs: dict[str, np.ndarray], labels: np.ndarray) -> dict[str, float]:
    """Accuracy per head, `average` and `exact`.

    `exact` always goes by the four heads. Of a network with one answer `joint` goes by the likeliest combination: it
    may be another one, as the likeliest marginals need not belong together.

    Args:
        outputs: Of the network; with `JOINT`, `(n, 96)`, if it has one answer.
    """
    scores = accuracies(class_probabilities(outputs), labels)
    if JOINT not in outputs:
        return scores
    return {**scores, "joint": float((labels_of(outputs[JOINT].argmax(axis=1)) == labels).all(axis=1).mean())}


def first_solved(points: Iterable[HistoryPoint]) -> dict[str, int | None]:
    """For each head the first step at which its validation accuracy was 95 % or more; None if never."""
    seen = [(point.step, point.validation_accuracy) for point in points if point.validation_accuracy]
    return {name: next((step for step, scores in seen if scores[name] >= SOLVED), None) for name in HEADS}
