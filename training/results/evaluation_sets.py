"""The pictures that a network can be tested on, with which of them it was trained on. Add yours to `SETS`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from data.labelled_set import Labelled
from data.line import Lines, joined
from data.paint import PAINTERS
from data.sample import PictureSet, SamplerSettings, sample
from data.split import digests
from training.presets import PRESETS
from training.provenance import LabelledPictures, Provenance, TrainingSet, parts_of, sampler_of, take
from training.settings import SettingsError

PICTURES_AT_MOST = 20_000  # pictures: the whole test part of everything that is drawn
_SAMPLED_AT_MOST = 3_000  # of the other sets, taken at random
_DRAWN_PER_CLASS = 64  # pictures per class of which those that were not trained on are taken
_SEED = 20_191  # of what is drawn alike for every network
_FREE_PER_CLASS = 26  # pictures per class and painter of the free lines
OWN, FREE = "own", "free"


@dataclass(frozen=True, kw_only=True, eq=False)
class EvaluationPictures:
    """Pictures to test a network on. Those whose evaluation is stored are drawn when somebody looks at them."""

    labels: np.ndarray  # (n, 4)
    seen: np.ndarray  # (n,) bool: the same pixels stand in the network's training part
    of: int  # pictures that these were taken from
    left_out: int  # pictures that were left out because they are trained on or repeated
    draw: Callable[[np.ndarray | slice], np.ndarray]  # numbers of pictures -> (k, 28, 28, 3) uint8
    place: Callable[[], Lines | None]  # None for the user's own pictures: how their lines lie is not known
    rows: np.ndarray | None = None  # (n,) where those of the own test part stand in the set that was split
    painter: np.ndarray | None = None  # (n,) of free lines: the place of each picture's painter in `PAINTERS`

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def pictures(self) -> np.ndarray:
        """`(n, 28, 28, 3)` uint8."""
        return self.draw(slice(None))

    @cached_property
    def lines(self) -> Lines | None:
        return self.place()


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    name: str
    label: str
    about: str  # one sentence
    draw: Callable[[Provenance], EvaluationPictures]  # for a network that was trained on this


def evaluation_pictures(name: str, provenance: Provenance) -> EvaluationPictures:
    """The pictures of a set for a network of this provenance; the same every time.

    Raises:
        KeyError: There is no such set.
        SettingsError: What it was trained on is gone, or left no honest test part.
    """
    if name not in SETS:
        raise KeyError(f"Sets of pictures are {', '.join(SETS)}. Received: {name!r}. Choose one of these.")
    provenance.check()
    drawn = _drawn(name, provenance)
    if not len(drawn):
        raise SettingsError("Every picture of its test part stands in its training part too. Choose other pictures.")
    return drawn


def imported_pictures(held: Labelled, provenance: Provenance) -> EvaluationPictures:
    """The user's own pictures, each once, for a network of this provenance; those trained on are marked."""
    first = _first_rows(held.pictures)
    distinct = np.random.default_rng(_SEED).permutation(np.array(sorted(first.values()), np.int64))
    rows = distinct[:_SAMPLED_AT_MOST]
    pictures = held.pictures[rows]
    left_out = len(held) - len(distinct)
    return EvaluationPictures(
        labels=held.labels[rows], seen=provenance.contains(pictures), of=len(distinct), left_out=left_out,
        draw=pictures.__getitem__, place=lambda: None,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _drawn(name: str, provenance: Provenance) -> EvaluationPictures:
    return SETS[name].draw(provenance)


def _coursework_test(provenance: Provenance) -> EvaluationPictures:
    """The test part as in 2019: a tenth of 96,000 pictures at random, repeated and trained ones too."""
    seed = provenance.own.seed
    drawing = replace(sampler_of(PRESETS["coursework-v3"].settings), seed=seed)
    test = parts_of(TrainingSet(source=drawing, split="coursework", seed=seed)).test
    return _part(test, provenance.contains(test.pictures), 0)


def _foreign(**changes: Any) -> Callable[[Provenance], EvaluationPictures]:
    """Lines anywhere in the frame, drawn in a way of their own.

    Args:
        changes: Fields of `SamplerSettings`.
    """

    def draw(provenance: Provenance) -> EvaluationPictures:
        drawn = sample(SamplerSettings(per_class=_DRAWN_PER_CLASS, seed=_SEED, **changes))
        mixed = take(drawn, np.random.default_rng(_SEED).permutation(len(drawn)))
        return _honest(mixed, provenance, _SAMPLED_AT_MOST)

    return draw


def _free_lines(provenance: Provenance) -> EvaluationPictures:
    """Lines of any angle, as many of each painter."""
    settings = SamplerSettings(per_class=_FREE_PER_CLASS, free_lines=1)
    parts = [sample(replace(settings, painters=(name,), seed=_SEED + i)) for i, name in enumerate(PAINTERS)]
    drawn = PictureSet(
        np.concatenate([part.pictures for part in parts]),
        np.concatenate([part.labels for part in parts]),
        joined([part.lines for part in parts]),
    )
    part = _honest(drawn, provenance)
    assert part.rows is not None
    return replace(part, rows=None, painter=part.rows // len(parts[0]))


def _honest(drawn: LabelledPictures, provenance: Provenance, most: int = PICTURES_AT_MOST) -> EvaluationPictures:
    """Each picture once, without those that were trained on."""
    first = _first_rows(drawn.pictures)
    rows = np.sort(np.array([*first.values()], np.int64)[~provenance.holds([*first])])
    return _part(take(drawn, rows), np.zeros(len(rows), bool), len(drawn) - len(rows), most, rows)


def _first_rows(pictures: np.ndarray) -> dict[bytes, int]:
    """Digest of each distinct picture -> the row where it stands first."""
    return {digest: row for row, digest in reversed(list(enumerate(digests(pictures))))}


def _own_test(provenance: Provenance) -> EvaluationPictures:
    """What is honest of the test part."""
    own = parts_of(provenance.own)
    part = _honest(own.test, provenance)
    return replace(part, rows=own.rows[part.rows])


def _part(
    drawn: LabelledPictures,
    seen: np.ndarray,
    left_out: int,
    most: int = PICTURES_AT_MOST,
    rows: np.ndarray | None = None,
) -> EvaluationPictures:
    few = take(drawn, slice(most)) if len(drawn) > most else drawn
    lines = few.lines if isinstance(few, PictureSet) else None
    return EvaluationPictures(
        labels=few.labels, seen=seen[:most], of=len(drawn), left_out=left_out,
        draw=few.pictures.__getitem__, place=lambda: lines, rows=None if rows is None else rows[:most],
    )  # fmt: skip


SETS: dict[str, EvaluationSet] = {
    evaluation_set.name: evaluation_set
    for evaluation_set in (
        EvaluationSet(OWN, "Own test part, honest",
                      "From the same pictures as its training part; none of them is in that part.",
                      _own_test),
        EvaluationSet("coursework", "Coursework split of 2019",
                      "A tenth of 96,000 pictures, drawn and split at random as in 2019, with all their copies.",
                      _coursework_test),
        EvaluationSet("hard", "Painter: hard edges", "Lines anywhere in the frame with the hard edges of 2019.",
                      _foreign(painters=("hard",))),
        EvaluationSet("smooth", "Painter: smooth edges", "Lines anywhere with edges that fade over a pixel.",
                      _foreign(painters=("smooth",))),
        EvaluationSet("subpixel", "Painter: between pixels",
                      "Lines that start anywhere in a pixel, not in its middle.",
                      _foreign(painters=("subpixel",))),
        EvaluationSet("pillow", "Painter: Pillow", "Lines drawn by another library.", _foreign(painters=("pillow",))),
        EvaluationSet(FREE, "Free lines",
                      "Lines of any angle and of lengths 6 to 8 and 14 to 16, by all painters; "
                      "the nearest class is the true one.",
                      _free_lines),
        EvaluationSet("noise", "Spoiled: noise", "Hard lines under noise with a standard deviation of 8 of 255.",
                      _foreign(noise=8)),
        EvaluationSet("wobble", "Spoiled: wobbly ends",
                      "Both ends of each line moved by half a pixel or so, which also turns it a little.",
                      _foreign(wobble=0.5)),
        EvaluationSet("grey", "Spoiled: grey ground", "Hard lines on a ground of grey level 16, not on black.",
                      _foreign(ground=16)),
    )
}  # fmt: skip
