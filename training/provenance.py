"""All that a network was trained on: its own training part, and those of the networks that it started from."""

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass, fields
from functools import lru_cache
from threading import Lock

import numpy as np

from data.labelled_set import Labelled
from data.sample import PictureSet, SamplerSettings, sample
from data.split import split
from runs.store import Store
from training import imported_data, pretrained
from training.settings import RunSettings, SettingsError

ANCESTORS = 20  # networks, each started from the next, that are followed

Contents = frozenset[bytes]  # digests of pictures
Pictures = PictureSet | Labelled
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One set of pictures and how it was dealt."""

    source: SamplerSettings | str  # what the pictures were drawn with, or the key of an imported set
    split: str
    seed: int


Lineage = tuple[Taught, ...]  # a network's own first, then what it started from


def lineage(settings: RunSettings, store: Store | None = None) -> Lineage:
    """What a network with these settings was trained on.

    Args:
        store: That knows the runs (default: the usual one).

    Raises:
        SettingsError: A set or a network that it started from is not there any more.
    """
    found = [_own(settings)]
    if settings.start is None:
        return tuple(found)
    with nullcontext(store) if store else Store() as known:
        while settings.start is not None and len(found) <= ANCESTORS:
            settings = pretrained.settings_of(settings.start, known)
            found.append(_own(settings))
    if settings.start is None:
        return tuple(found)
    raise SettingsError(
        f"A network may go back to {ANCESTORS} others at most. This one has more. Start with new weights."
    )


def _own(settings: RunSettings) -> Taught:
    if settings.data is not None:
        imported_data.name_of(settings.data)  # says so if it is gone
    source = settings.data or sampler_of(settings)
    return Taught(source=source, split=settings.split, seed=settings.seed)


def sampler_of(settings: RunSettings) -> SamplerSettings:
    """What the pictures of a run are drawn with."""
    shared = {one.name for one in fields(SamplerSettings)} & {one.name for one in fields(RunSettings)}
    return SamplerSettings(**{name: getattr(settings, name) for name in shared})


def contents_of(every: Lineage) -> Contents:
    """What stands in any of the training parts."""
    first, *others = (parts_of(one).trained for one in every)
    return first.union(*others) if others else first


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A set as it was dealt, without the bulk of it: the test part, and what the training part holds."""

    test: Pictures
    trained: Contents


def parts_of(taught: Taught) -> Parts:
    """One at a time: all the pictures of a run are there for a moment, some 100 to 250 MB."""
    with _ONE_AT_A_TIME:
        return _parts_once(taught)


@lru_cache(maxsize=4)
def _parts_once(taught: Taught) -> Parts:
    source = taught.source
    drawn = imported_data.loaded(source) if isinstance(source, str) else sample(source)
    parts = split(drawn.pictures, taught.split, taught.seed)
    return Parts(take(drawn, parts.test), frozenset(digests(drawn.pictures, parts.training)))


def take(drawn: Pictures, rows: np.ndarray | slice) -> Pictures:
    """Some of the pictures, apart from the rest."""
    if isinstance(drawn, Labelled):
        return Labelled(drawn.pictures[rows].copy(), drawn.labels[rows])
    return PictureSet(drawn.pictures[rows].copy(), drawn.labels[rows], drawn.lines.take(rows))


def stands_in(contents: Contents, pictures: np.ndarray) -> np.ndarray:
    """`(n,)` bool."""
    return np.array([digest in contents for digest in digests(pictures)], bool)


def digests(pictures: np.ndarray, rows: np.ndarray | None = None) -> list[bytes]:
    """What stands for the pixels of each picture, or of those at `rows`."""
    flat = pictures.reshape(len(pictures), -1)
    return [
        hashlib.sha1(flat[row].data, usedforsecurity=False).digest()
        for row in (range(len(flat)) if rows is None else rows)
    ]
