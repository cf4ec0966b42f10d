"""The pictures that a network can be tested on, with which of them it was trained on. Add yours to `SETS`."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np

from data.labelled import Labelled
from data.line import Lines
from data.sample import PictureSet, SamplerSettings, sample
from data.split import split
from training.presets import PRESETS
from training.settings import RunSettings

MOST = 3_000  # pictures, taken at random
DRAWS = 64  # pictures per class of which those that were not trained on are taken
SEED = 20_191  # of what is drawn alike for every network
OWN = "own"

_ONE_AT_A_TIME = Lock()
Contents = frozenset[bytes]  # digests of pictures


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Pictures to test a network on."""

    pictures: np.ndarray  # (n, 28, 28, 3) uint8
    labels: np.ndarray  # (n, 4)
    lines: Lines | None  # None for the user's own pictures: how their lines lie is not known
    seen: np.ndarray  # (n,) bool: the same pixels stand in the network's training part
    of: int  # pictures that these were taken from
    left_out: int  # pictures that were left out because they are trained on or repeated

    def __len__(self) -> int:
        return len(self.pictures)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    name: str
    label: str
    about: str  # one sentence
    draw: Callable[[SamplerSettings, str, int], Part]  # of a run's sampler, split and seed


def part(name: str, settings: RunSettings) -> Part:
    """The pictures of a set for a network that was trained with `settings`; the same every time.

    Raises:
        KeyError: There is no such set.
    """
    if name not in SETS:
        raise KeyError(f"Sets of pictures are {', '.join(SETS)}. Received: {name!r}. Choose one of these.")
    return _made(name, sampler_of(settings), settings.split, settings.seed)


def imported_part(held: Labelled, settings: RunSettings) -> Part:
    """The user's own pictures, each once, for a network trained with `settings`; those trained on are marked."""
    trained = _own(sampler_of(settings), settings.split, settings.seed).trained
    first = {digest: row for row, digest in reversed(list(enumerate(_digests(held.pictures))))}
    distinct = np.random.default_rng(SEED).permutation(np.array(sorted(first.values()), np.int64))
    rows = distinct[:MOST]
    pictures = held.pictures[rows]
    left_out = len(held) - len(distinct)
    return Part(pictures, held.labels[rows], None, _stands_in(trained, pictures), len(distinct), left_out)


def seen_by(settings: RunSettings, pictures: np.ndarray) -> np.ndarray:
    """`(n,)` bool: which of these pictures stand in the training part of a network with these settings."""
    return _stands_in(_own(sampler_of(settings), settings.split, settings.seed).trained, pictures)


def sampler_of(settings: RunSettings) -> SamplerSettings:
    """What the pictures of a run are drawn with."""
    shared = {one.name for one in fields(SamplerSettings)} & {one.name for one in fields(RunSettings)}
    return SamplerSettings(**{name: getattr(settings, name) for name in shared})


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """A run's own data, without the bulk of it: the test part, and what the training part holds."""

    test: PictureSet
    trained: Contents


def _own(sampler: SamplerSettings, how: str, seed: int) -> _Own:
    """One at a time: all the pictures of a run are there for a moment, some 100 to 250 MB."""
    with _ONE_AT_A_TIME:
        return _own_once(sampler, how, seed)


@lru_cache(maxsize=4)
def _own_once(sampler: SamplerSettings, how: str, seed: int) -> _Own:
    drawn = sample(sampler)
    parts = split(drawn.pictures, how, seed)
    return _Own(_take(drawn, parts.test), frozenset(_digests(drawn.pictures, parts.training)))


@lru_cache(maxsize=8)
def _made(name: str, sampler: SamplerSettings, how: str, seed: int) -> Part:
    return SETS[name].draw(sampler, how, seed)


def _own_test(sampler: SamplerSettings, how: str, seed: int) -> Part:
    """The run's own test part, as distinct pictures that were not trained on."""
    own = _own(sampler, how, seed)
    return _honest(own.test, own.trained)


def _coursework_test(sampler: SamplerSettings, how: str, seed: int) -> Part:
    """The test part as in 2019: a tenth of 96,000 pictures at random, repeated and trained ones too."""
    drawing = replace(sampler_of(PRESETS["coursework-v3"].settings), seed=seed)
    test = _own(drawing, "coursework", seed).test
    return _part(test, _stands_in(_own(sampler, how, seed).trained, test.pictures), 0)


def _foreign(**spoiled: Any) -> Callable[[SamplerSettings, str, int], Part]:
    """Lines anywhere in the frame, drawn in a way of their own."""

    def draw(sampler: SamplerSettings, how: str, seed: int) -> Part:
        drawn = sample(SamplerSettings(per_class=DRAWS, seed=SEED, **spoiled))
        mixed = _take(drawn, np.random.default_rng(SEED).permutation(len(drawn)))
        return _honest(mixed, _own(sampler, how, seed).trained)

    return draw


def _honest(drawn: PictureSet, trained: Contents) -> Part:
    """Each picture once, without those that were trained on."""
    digests = _digests(drawn.pictures)
    first = {digest: row for row, digest in reversed(list(enumerate(digests)))}
    rows = np.array(sorted(row for digest, row in first.items() if digest not in trained), np.int64)
    return _part(_take(drawn, rows), np.zeros(len(rows), bool), len(drawn) - len(rows))


def _part(drawn: PictureSet, seen: np.ndarray, left_out: int) -> Part:
    few = _take(drawn, slice(MOST))
    return Part(few.pictures, few.labels, few.lines, seen[:MOST], len(drawn), left_out)


def _take(drawn: PictureSet, rows: np.ndarray | slice) -> PictureSet:
    return PictureSet(drawn.pictures[rows].copy(), drawn.labels[rows], drawn.lines.take(rows))


def _stands_in(trained: Contents, pictures: np.ndarray) -> np.ndarray:
    return np.array([digest in trained for digest in _digests(pictures)], bool)


def _digests(pictures: np.ndarray, rows: np.ndarray | None = None) -> list[bytes]:
    """What stands for the pixels of each picture, or of those at `rows`."""
    flat = pictures.reshape(len(pictures), -1)
    return [
        hashlib.sha1(flat[row].data, usedforsecurity=False).digest()
        for row in (range(len(flat)) if rows is None else rows)
    ]


SETS: dict[str, EvaluationSet] = {
    one.name: one
    for one in (
        EvaluationSet(
            name=OWN,
            label="Own test part, honest",
            about="Drawn as its training pictures were; none of these stands among them.",
            draw=_own_test,
        ),
        EvaluationSet(
            name="coursework",
            label="Coursework split of 2019",
            about="A tenth of 96,000 pictures, drawn and dealt at random as in 2019, with all their copies.",
            draw=_coursework_test,
        ),
        EvaluationSet(
            name="hard",
            label="Painter: hard edges",
            about="Lines anywhere in the frame with the hard edges of 2019.",
            draw=_foreign(painters=("hard",)),
        ),
        EvaluationSet(
            name="smooth",
            label="Painter: smooth edges",
            about="Lines anywhere with edges that fade over a pixel.",
            draw=_foreign(painters=("smooth",)),
        ),
        EvaluationSet(
            name="subpixel",
            label="Painter: between pixels",
            about="Lines that start anywhere in a pixel, not in its middle.",
            draw=_foreign(painters=("subpixel",)),
        ),
        EvaluationSet(
            name="pillow",
            label="Painter: Pillow",
            about="Lines drawn by another library.",
            draw=_foreign(painters=("pillow",)),
        ),
        EvaluationSet(
            name="noise",
            label="Spoiled: noise",
            about="Hard lines under noise with a standard deviation of 8 of 255.",
            draw=_foreign(noise=8),
        ),
        EvaluationSet(
            name="wobble",
            label="Spoiled: wobbly ends",
            about="Both ends of each line moved by half a pixel or so, which also turns it a little.",
            draw=_foreign(wobble=0.5),
        ),
        EvaluationSet(
            name="grey",
            label="Spoiled: grey ground",
            about="Hard lines on a ground of grey level 16, not on black.",
            draw=_foreign(ground=16),
        ),
    )
}
