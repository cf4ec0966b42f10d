"""What is measured for a point of the history, as fields of `runs.history.HistoryPoint`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from data.labels import class_index
from model.heads import HEADS, per_head
from model.networks.joint import JOINT
from model.scores import accuracies, class_probabilities
from training.dataset import Dataset
from training.loop.steps import REPORT_COLUMNS, T


def training_scores(report: np.ndarray) -> dict[str, Any]:
    """Means over the steps' report `(steps, 3 T + 1)` or wider of `Trainer.train`."""
    mean = report.mean(axis=0)
    weights = report[:, 2 * T + 1 : REPORT_COLUMNS]
    total = mean[REPORT_COLUMNS] if len(mean) > REPORT_COLUMNS else (weights * report[:, :T]).sum(axis=1).mean()
    return {
        "loss": per_head(mean[:T].tolist()),
        "accuracy": per_head(mean[T : 2 * T].tolist()),
        "exact_match": float(mean[2 * T]),
        "effective_weights": per_head(weights.mean(axis=0).tolist()),
        "total_loss": float(total),
    }


def validation_scores(trainer: Any, data: Dataset) -> dict[str, Any]:
    """`loss`, `accuracy` and `exact_match` on the validation sample."""
    pictures, labels = data.validation_sample()
    outputs, losses = trainer.evaluate(pictures, labels)
    scores = accuracies(class_probabilities(outputs), labels)
    return {
        "loss": per_head(losses.tolist()),
        "accuracy": {name: scores[name] for name in HEADS},
        "exact_match": scores["exact"],
    }


def validation_joint_loss(trainer: Any, data: Dataset) -> float:
    """The loss of a joint network's one answer on the validation sample, nats."""
    pictures, labels = data.validation_sample()
    logits = trainer.probabilities(pictures)[JOINT]
    peak = logits.max(axis=1)
    sums = np.log(np.exp(logits - peak[:, None]).sum(axis=1)) + peak
    return float((sums - logits[np.arange(len(labels)), class_index(labels)]).mean())


def relative_change(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> dict[str, float]:
    """By which share of its length each part of the network moved; exactly 0 if it did not."""
    lengths = {part: float(np.linalg.norm(value)) for part, value in before.items()}
    return {
        part: float(np.linalg.norm(after[part] - before[part])) / (length or 1.0) for part, length in lengths.items()
    }
