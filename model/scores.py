"""How good predictions are: accuracy per head, their average, and the exact match. NumPy only."""

import numpy as np

from model.heads import HEADS, per_head


def class_probabilities(outputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """From network outputs to `(n, classes)` probabilities: a sigmoid unit p becomes [1 - p, p]."""
    return {
        name: outputs[name] if head.units > 1 else np.concatenate([1 - outputs[name], outputs[name]], axis=1)
        for name, head in HEADS.items()
    }


def predicted(probabilities: dict[str, np.ndarray]) -> np.ndarray:
    """Likeliest class of each head, `(n, 4)`."""
    return np.stack([probabilities[name].argmax(axis=1) for name in HEADS], axis=1)


def accuracies(probabilities: dict[str, np.ndarray], labels: np.ndarray) -> dict[str, float]:
    """Share of right answers per head, their `average`, and `exact`: the share with all four right.

    Args:
        probabilities: Per head `(n, classes)`.
        labels: `(n, 4)` true classes.
    """
    right = predicted(probabilities) == labels
    scores = per_head(right.mean(axis=0).tolist())
    return {**scores, "average": float(right.mean()), "exact": float(right.all(axis=1).mean())}
