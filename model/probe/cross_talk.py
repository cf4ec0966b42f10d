"""Cross-talk: how much each head's answer changes when one property of the line changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from data.labels import CLASS_COUNT, PROPERTIES, labels_of
from data.line import Lines, LineSpec
from model.heads import HEADS
from model.probe.factors import FACTORS, FREE, Factor
from model.probe.scenes import Scenes, painted
from model.probe.sweep import Predict
from model.scores import predicted

VALUES = 9  # of each property, over its usual range


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CrossTalk:
    """Rows as in `FACTORS` (or as asked for), columns as in `HEADS`."""

    distance: np.ndarray  # (properties, 4) mean total-variation distance, 0..1
    changed: np.ndarray  # (properties, 4) share of answers that are another class, 0..1


def some_lines(seed: int, painter: str = "hard") -> Scenes:
    """A line of each of the 96 classes, in a random place where no line of 15 px or less is cut off at any angle."""
    rng = np.random.default_rng(seed)
    middles = rng.uniform(*FREE, (CLASS_COUNT, 2))
    lines = []
    for row in labels_of(np.arange(CLASS_COUNT)):
        values = {name: prop.values[label] for (name, prop), label in zip(PROPERTIES.items(), row, strict=True)}
        lines.append(LineSpec(**values, start=(0.0, 0.0)))
    return replace(Scenes.of(Lines.of(lines), painter, np.arange(CLASS_COUNT)), middle=middles)


def cross_talk(scenes: Scenes, predict: Predict, moved: Iterable[Factor] = tuple(FACTORS.values())) -> CrossTalk:
    """Move each property of each line through its usual range and compare with the line as it was."""
    effects = [_effect(scenes, predict, factor) for factor in moved]
    distances, changed = map(np.stack, zip(*effects, strict=True))
    return CrossTalk(distance=distances, changed=changed)


def _effect(scenes: Scenes, predict: Predict, moved: Factor) -> tuple[np.ndarray, np.ndarray]:
    """`(4,)` distances and `(4,)` shares. What is not moved comes first, then each value for all lines."""
    values = np.concatenate([moved.get(scenes), np.repeat(np.linspace(*moved.usual, VALUES), len(scenes))])
    probabilities = predict(painted(moved.put(scenes.times(VALUES + 1), values)))
    per_head = [total_variation(probabilities[name].reshape(VALUES + 1, len(scenes), -1)) for name in HEADS]
    answers = predicted(probabilities).reshape(VALUES + 1, len(scenes), -1)
    return np.array(per_head), (answers[1:] != answers[0]).mean(axis=(0, 1))


def total_variation(probabilities: np.ndarray) -> float:
    """Mean over all lines and values of half the summed differences from the first row.

    Args:
        probabilities: `(1 + values, lines, classes)`; row 0 is what is compared with.
    """
    return float(np.abs(probabilities[1:] - probabilities[0]).sum(axis=2).mean() / 2)
