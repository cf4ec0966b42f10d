"""What a network was trained on: its own training part, and those of the networks that it started from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np

from data.labelled_set import Labelled
from data.sample import PictureSet, SamplerSettings, sample
from data.split import digests, split
from model.predict.predictor import SHIPPED
from training import imported_data
from training.settings import RunSettings

Digests = frozenset[bytes]  # of pictures
LabelledPictures = PictureSet | Labelled
_ONE_AT_A_TIME = Lock()
_PREFIX = 5  # bytes of a digest
_PREFIX_FILE = ".prefixes.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSet:
    """A set of pictures and how it was split."""

    source: SamplerSettings | str  # what the pictures were drawn with, or the key of an imported set
    split: str
    seed: int

    @classmethod
    def of(cls, settings: RunSettings) -> Self:
        return cls(source=settings.data or sampler_of(settings), split=settings.split, seed=settings.seed)


@dataclass(frozen=True, slots=True)
class Provenance:
    """All that a network was trained on.

    Reading its pictures raises `SettingsError` when an imported set is not there any more.
    """

    sets: tuple[TrainingSet, ...]  # the network's own first, then those of the networks that it started from

    @property
    def own(self) -> TrainingSet:
        return self.sets[0]

    def contains(self, pictures: np.ndarray) -> np.ndarray:
        """`(n,)` bool: which of these pictures, `(n, 28, 28, 3)`, it was trained on, pixel for pixel."""
        return self.holds(digests(pictures))

    def holds(self, wanted: Sequence[bytes]) -> np.ndarray:
        """`(n,)` bool: which of these digests are of a picture in any of the training parts."""
        held = np.zeros(len(wanted), bool)
        for training_set in self.sets:
            if _may_hold(training_set, wanted):
                training = parts_of(training_set).training
                held |= [digest in training for digest in wanted]
        return held

    def check(self) -> None:
        """See that all sets are still there.

        Raises:
            SettingsError: An imported one is not.
        """
        for training_set in self.sets:
            if isinstance(training_set.source, str):
                imported_data.set_name(training_set.source)


def sampler_of(settings: RunSettings) -> SamplerSettings:
    """What the pictures of a run are drawn with."""
    shared = {field.name for field in fields(SamplerSettings)} & {field.name for field in fields(RunSettings)}
    return SamplerSettings(**{name: getattr(settings, name) for name in shared})


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A set after its split, without the bulk of it."""

    test: LabelledPictures
    rows: np.ndarray  # (n,) where the test pictures stand in the set
    training: Digests


def parts_of(training_set: TrainingSet) -> Parts:
    """One at a time: all the pictures of a run are there for a moment, some 100 to 250 MB.

    Raises:
        SettingsError: It is an imported set that is not there any more.
    """
    if isinstance(training_set.source, str):
        imported_data.set_name(training_set.source)  # the parts may be kept when the set is gone
    with _ONE_AT_A_TIME:
        return _parts(training_set)


@lru_cache(maxsize=4)
def _parts(training_set: TrainingSet) -> Parts:
    source = training_set.source
    drawn = imported_data.labelled_pictures(source) if isinstance(source, str) else sample(source)
    parts = split(drawn.pictures, training_set.split, training_set.seed)
    return Parts(take(drawn, parts.test), parts.test, frozenset(digests(drawn.pictures, parts.training)))


def write_prefixes(name: str, training_set: TrainingSet) -> None:
    """Leave beside a shipped network the gaps between the sorted prefixes of all digests of its training part."""
    gaps = np.diff(np.unique(_prefixes(parts_of(training_set).training)), prepend=np.uint64(0))
    np.savez_compressed(SHIPPED / f"{name}{_PREFIX_FILE}", gaps=gaps.astype(np.uint32))


def _may_hold(training_set: TrainingSet, wanted: Sequence[bytes]) -> bool:
    """False: surely none of these. So say the prefixes of a shipped network, without its pictures being drawn again."""
    file = _prefix_files().get(training_set)
    return file is None or bool(np.isin(_prefixes(wanted), _read_prefixes(file)).any())


def _prefixes(known: Iterable[bytes]) -> np.ndarray:
    return np.array([int.from_bytes(digest[:_PREFIX]) for digest in known], np.uint64)


@lru_cache(maxsize=4)
def _read_prefixes(file: Path) -> np.ndarray:
    with np.load(file, allow_pickle=False) as arrays:
        return np.cumsum(arrays["gaps"], dtype=np.uint64)


@lru_cache(maxsize=1)
def _prefix_files() -> dict[TrainingSet, Path]:
    files = {file.name.removesuffix(_PREFIX_FILE): file for file in SHIPPED.glob(f"*{_PREFIX_FILE}")}
    described = {name: json.loads((SHIPPED / f"{name}.json").read_text())["settings"] for name in files}
    return {TrainingSet.of(RunSettings.from_json(settings)): files[name] for name, settings in described.items()}


def take(drawn: LabelledPictures, rows: np.ndarray | slice) -> LabelledPictures:
    """Some of the pictures, apart from the rest."""
    if isinstance(drawn, Labelled):
        return Labelled(drawn.pictures[rows].copy(), drawn.labels[rows])
    return PictureSet(drawn.pictures[rows].copy(), drawn.labels[rows], drawn.lines.take(rows))
