"""What a point of the curve says. A point is plain JSON.

`step` and `epoch` taken so far, `seconds` of training, `rate` in pictures per second, `learning_rate`; `weights` (what
the sliders say) and `chosen` (what the method made of them, mean since the last point); `total` (the losses times
`chosen`; of a network with one answer, the loss of that), per head `loss` (unweighted, nats) and `accuracy`, `exact`;
and on some points, else None: `val_loss`, `val_accuracy`, `val_exact` on the validation sample; `moved` (by which
share of its length each part of the network moved since the last point); `probe` (see `model.diagnose`); `change` (what
new weights did, see `training.loop.gradient_probe`). Step 0 is untrained.
"""

from typing import Any

import numpy as np

from data.labels import class_index
from model.heads import HEADS
from model.networks.joint import JOINT
from model.scores import accuracies, class_probabilities, losses
from training.dataset import Dataset
from training.loop.steps import REPORT, T

SOMETIMES = ("val_loss", "val_accuracy", "val_exact", "moved", "probe", "change")


def per_head(values: np.ndarray) -> dict[str, float]:
    return dict(zip(HEADS, values.tolist(), strict=True))


def trained(report: np.ndarray) -> dict[str, Any]:
    """The part of a point that comes from the steps' report `(steps, 3 T + 1)` or wider of `Trainer.train`."""
    mean = report.mean(axis=0)
    chosen = report[:, 2 * T + 1 : REPORT]
    total = mean[REPORT] if len(mean) > REPORT else (chosen * report[:, :T]).sum(axis=1).mean()
    return {
        "chosen": per_head(chosen.mean(axis=0)),
        "total": float(total),
        "loss": per_head(mean[:T]),
        "accuracy": per_head(mean[T : 2 * T]),
        "exact": float(mean[2 * T]),
    }


def validated(trainer: Any, data: Dataset) -> dict[str, Any]:
    """The part of a point that comes from the validation sample."""
    pictures, labels = data.validation_sample()
    probabilities = class_probabilities(trainer.probabilities(pictures))
    scores = accuracies(probabilities, labels)
    return {
        "val_loss": losses(probabilities, labels),
        "val_accuracy": {name: scores[name] for name in HEADS},
        "val_exact": scores["exact"],
    }


def loss_of_one(trainer: Any, data: Dataset) -> float:
    """The loss of a network's one answer on the validation sample, nats."""
    pictures, labels = data.validation_sample()
    logits = trainer.probabilities(pictures)[JOINT]
    peak = logits.max(axis=1)
    sums = np.log(np.exp(logits - peak[:, None]).sum(axis=1)) + peak
    return float((sums - logits[np.arange(len(labels)), class_index(labels)]).mean())


def moved(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> dict[str, float]:
    """By which share of its length each part moved; exactly 0 if it did not."""
    lengths = {part: float(np.linalg.norm(value)) for part, value in before.items()}
    return {
        part: float(np.linalg.norm(after[part] - before[part])) / (length or 1.0) for part, length in lengths.items()
    }
