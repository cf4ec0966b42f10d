"""Test pictures that also stand in the training part, pixel for pixel."""

from dataclasses import dataclass

import numpy as np

from data.split import Split, by_content


@dataclass(frozen=True, slots=True, eq=False)
class Leak:
    """For each test picture, in the order of the part: its copies in the training part."""

    copies: np.ndarray  # (m,) how many training pictures have the same pixels
    twin: np.ndarray  # (m,) the number of the first of them in the set, -1 where there is none

    @property
    def share(self) -> float:
        """Of the test pictures that have a copy."""
        return float(np.mean(self.copies > 0))


def leak(pictures: np.ndarray, parts: Split) -> Leak:
    """How much of the test part the training part holds.

    Args:
        pictures: `(n, 28, 28, 3)` uint8.
    """
    content = by_content(pictures)
    size = content.max() + 1
    copies = np.bincount(content[parts.training], minlength=size)
    first = np.full(size, -1)
    first[content[parts.training[::-1]]] = parts.training[::-1]  # the last to be written is the first of the part
    return Leak(copies[content[parts.test]], first[content[parts.test]])
