"""Response curves: one property moves, everything else is held, and every head answers at each value."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.heads import HEADS
from model.probe.factors import Factor
from model.probe.scenes import Scenes, painted
from model.scores import predicted

Predict = Callable[[np.ndarray], dict[str, np.ndarray]]  # pictures (n, 28, 28, 3) -> {head: (n, classes)}
HALVINGS = 14  # a flip is found to this power of two of a step
_NEAR = 0.1  # of a step
_ROUNDS = 4  # flips looked for between two samples


@dataclass(frozen=True, slots=True)
class Flip:
    """Where a head changes its mind."""

    head: str
    at: float  # the first value with the new answer
    before: int  # class
    after: int  # class


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sweep:
    values: np.ndarray  # (n,) ascending; the held value is one of them
    held: int  # its index
    pictures: np.ndarray  # (n, 28, 28, 3) uint8
    probabilities: dict[str, np.ndarray]  # head -> (n, classes)
    inside: np.ndarray  # (n,) bool: the whole line lies in the frame
    flips: list[Flip]


def sweep(held: Scenes, moved: Factor, predict: Predict) -> Sweep:
    """Move one property of a line through its range, and to where it is: one batched call, then a few for the flips.

    Args:
        held: one scene.
    """
    now = float(moved.get(held)[0])
    grid = moved.grid()
    values = np.union1d(grid[np.abs(grid - now) > _NEAR * moved.step], now)  # a sample that is near gives way to it
    scenes = moved.put(held.times(len(values)), values)
    pictures = painted(scenes)
    probabilities = predict(pictures)
    return Sweep(
        values=values,
        held=int(np.abs(values - now).argmin()),
        pictures=pictures,
        probabilities=probabilities,
        inside=scenes.inside,
        flips=find_flips(held, moved, predict, values, predicted(probabilities)),
    )


def find_flips(held: Scenes, moved: Factor, predict: Predict, values: np.ndarray, answers: np.ndarray) -> list[Flip]:
    """Every change of an answer between neighbouring samples, by bisection; ordered by where it happens.

    Args:
        values: `(n,)` samples.
        answers: `(n, 4)` classes there.
    """

    def answer_at(values: np.ndarray, heads: np.ndarray) -> np.ndarray:
        pictures = painted(moved.put(held.times(len(values)), values))
        return predicted(predict(pictures))[np.arange(len(values)), heads]

    rows, heads = np.nonzero(answers[1:] != answers[:-1])
    low, high, before, last = values[rows], values[rows + 1], answers[rows, heads], answers[rows + 1, heads]
    changes, names = [], list(HEADS)
    for _ in range(_ROUNDS):
        if not len(heads):
            break
        at = bisected(lambda values, h=heads, b=before: answer_at(values, h) != b, low, high)
        after = answer_at(at, heads)
        columns = zip(heads, at, before, after, strict=True)
        changes += [Flip(names[head], float(value), int(old), int(new)) for head, value, old, new in columns]
        more = after != last
        low, high, heads, before, last = at[more], high[more], heads[more], after[more], last[more]
    return sorted(changes, key=lambda flip: flip.at)


def bisected(is_over: Callable[[np.ndarray], np.ndarray], low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The smallest values known to be over, `(k,)`, after halving each bracket.

    Args:
        is_over: Of `(k,)` values; False at `low`, True at `high`.
    """
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        over = is_over(middle)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return high
