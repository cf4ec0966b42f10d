"""Splits of a set of pictures into training, validation and test parts of 80, 10 and 10 %."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.imports.disk import chunks

_SHARES = (0.8, 0.9)  # where the validation part and the test part begin


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Three index arrays into one set of pictures."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def digests(pictures: np.ndarray, rows: np.ndarray | None = None) -> list[bytes]:
    """What stands for the pixels of each picture, or of those at `rows`."""
    every = (picture for part in chunks(pictures) for picture in part)
    chosen = every if rows is None else (pictures[row] for row in rows)
    return [hashlib.sha1(np.ascontiguousarray(picture).data, usedforsecurity=False).digest() for picture in chosen]


def by_content(pictures: np.ndarray) -> np.ndarray:
    """`(n,)` numbers, equal for equal pictures, counted up in order of first appearance."""
    first_seen: dict[bytes, int] = {}
    return np.array([first_seen.setdefault(digest, len(first_seen)) for digest in digests(pictures)], np.int64)


SPLITS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "honest": by_content,  # no picture of one part appears in another
    "coursework": lambda pictures: np.arange(len(pictures)),  # as in 2019: repeated pictures land in several parts
}


def split(pictures: np.ndarray, kind: str = "honest", seed: int = 0) -> Split:
    """Split pictures into three parts at random.

    The honest split takes distinct pictures; repeats of a training picture are kept, so that the training part is what
    the sampler drew, while a validation or test picture counts once.

    Args:
        pictures: `(n, 28, 28, 3)` uint8.
        kind: a name in `SPLITS`.
        seed: equal seeds give equal parts.

    Raises:
        ValueError: the way is not known.
    """
    if kind not in SPLITS:
        raise ValueError(f"`kind` must be one of {', '.join(SPLITS)}. Received: {kind!r}. Choose one of these.")
    group = SPLITS[kind](pictures)
    first = np.unique(group, return_index=True)[1]  # where each group stands first
    order = np.random.default_rng(seed).permutation(len(first))
    trained, validation, test = np.split(order, [round(share * len(order)) for share in _SHARES])
    return Split(np.flatnonzero(np.isin(group, trained)), first[validation], first[test])
