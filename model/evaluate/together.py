"""Whether the heads err on the same pictures."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from model.evaluate.confusion import confusion
from model.evaluate.evaluation import Evaluation
from model.heads import HEADS

HEAD_PAIRS = tuple(combinations(HEADS, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two heads."""

    table: np.ndarray  # (2, 2) pictures: row = first head right, wrong; column = second head right, wrong
    expected: float  # pictures on which both would be wrong if they erred independently
    phi: float  # correlation of their mistakes, -1..1; 0 if one head makes none

    @property
    def both(self) -> int:
        """Pictures on which both are wrong."""
        return int(self.table[1, 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    observed: np.ndarray  # (5,) pictures with 0..4 wrong heads
    expected: np.ndarray  # (5,) the same if the heads erred independently, each as often as it does
    pairs: dict[tuple[str, str], Pair]


def together(evaluation: Evaluation) -> Together:
    """Compare how often heads are wrong on the same picture with how often chance alone would have it."""
    wrong = ~evaluation.right
    columns = {name: wrong[:, i] for i, name in enumerate(HEADS)}
    return Together(
        observed=np.bincount(wrong.sum(axis=1), minlength=len(HEADS) + 1),
        expected=len(wrong) * wrong_counts(wrong.mean(axis=0)),
        pairs={(first, second): _pair(columns[first], columns[second]) for first, second in HEAD_PAIRS},
    )


def wrong_counts(rates: np.ndarray) -> np.ndarray:
    """`(heads + 1,)` probability that 0, 1, ... heads are wrong, if each is wrong with its own rate, independently.

    Source:
        The Poisson binomial distribution, by convolution: S. D. Poisson, 1837; L. Le Cam, 1960.
    """
    shares = np.ones(1)
    for rate in rates:
        shares = np.convolve(shares, (1 - rate, rate))
    return shares


def _pair(first: np.ndarray, second: np.ndarray) -> Pair:
    """Source of phi: K. Pearson, 1900; it is Matthews' correlation of the two columns."""
    table = confusion(first, second, 2)
    sides = np.concatenate((table.sum(axis=0), table.sum(axis=1))).astype(float)
    norm = np.sqrt(sides.prod())
    cross = float(table[0, 0]) * table[1, 1] - float(table[0, 1]) * table[1, 0]
    return Pair(
        table=table, expected=float(first.mean() * second.mean() * len(first)), phi=float(cross / norm) if norm else 0.0
    )
