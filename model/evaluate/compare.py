"""Two networks on the same pictures: which of them is right where the other is wrong."""

from dataclasses import dataclass
from math import comb

import numpy as np

from model.evaluate.confusion import confusion
from model.evaluate.evaluation import Evaluation
from model.heads import HEADS

EXACT = "exact"  # all four heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    table: np.ndarray  # (2, 2) pictures: row = first network right, wrong; column = second network right, wrong
    chance: float  # probability of a difference this large, or larger, if both were equally good

    @property
    def only_first(self) -> int:
        """Pictures that only the first network reads right."""
        return int(self.table[0, 1])

    @property
    def only_second(self) -> int:
        return int(self.table[1, 0])


def compare(first: Evaluation, second: Evaluation) -> dict[str, Comparison]:
    """Per head, and for all four under `EXACT`.

    Raises:
        ValueError: They judged different pictures.
    """
    if not np.array_equal(first.labels, second.labels):
        raise ValueError(f"Both must judge the same pictures. Received: {len(first)} and {len(second)} pictures.")
    rights = {name: (first.right[:, i], second.right[:, i]) for i, name in enumerate(HEADS)}
    return {name: _comparison(*pair) for name, pair in (rights | {EXACT: (first.exact, second.exact)}).items()}


def _comparison(first: np.ndarray, second: np.ndarray) -> Comparison:
    table = confusion(~first, ~second, 2)
    return Comparison(table=table, chance=sign_test(int(table[0, 1]), int(table[1, 0])))


def sign_test(wins: int, losses: int) -> float:
    """Probability of a split at least this uneven by fair coins: the exact form of McNemar's test, two-sided.

    Source:
        Q. McNemar, Note on the sampling error of the difference between correlated proportions, 1947.
    """
    count = wins + losses
    tail = sum(comb(count, i) for i in range(min(wins, losses) + 1))
    return min(1.0, 2 * tail / 2**count)
