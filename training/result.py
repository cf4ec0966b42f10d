"""What a finished run is worth, measured on the test part that no step and no choice has seen."""

from typing import Any

from model.heads import HEADS
from model.scores import accuracies, class_probabilities
from training.dataset import Dataset
from training.trainer import Trainer

SOLVED = 0.95  # validation accuracy from which a head counts as awake


def test_scores(trainer: Trainer, data: Dataset) -> dict[str, float]:
    """Accuracy per head, `average` and `exact` on the test part."""
    rows = data.parts.test
    return accuracies(class_probabilities(trainer.probabilities(data.pictures[rows])), data.labels[rows])


def first_solved(points: list[dict[str, Any]]) -> dict[str, int | None]:
    """For each head the first step at which its validation accuracy was 95 % or more; None if never."""
    seen = [(point["step"], point["val_accuracy"]) for point in points if point.get("val_accuracy")]
    return {name: next((step for step, scores in seen if scores[name] >= SOLVED), None) for name in HEADS}
