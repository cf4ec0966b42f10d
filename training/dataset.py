"""The pictures that a run's settings ask for, made once per process and split."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from data.line import Lines
from data.sample import SamplerSettings, sample
from data.split import Split, split
from runs.store import Store
from training import imported_data
from training.provenance import contents_of, lineage, sampler_of, stands_in
from training.settings import RunSettings, SettingsError

VALIDATION_SAMPLE = 256  # pictures looked at while training; the test part is read once, at the end


@dataclass(frozen=True, slots=True)
class Dataset:
    pictures: np.ndarray  # (n, 28, 28, 3) uint8
    labels: np.ndarray  # (n, 4)
    lines: Lines | None  # None for an imported set: how its lines lie is not known
    parts: Split

    def validation_sample(self) -> tuple[np.ndarray, np.ndarray]:
        """The same few validation pictures and labels every time; the split has shuffled them."""
        rows = self.parts.validation[:VALIDATION_SAMPLE]
        return self.pictures[rows], self.labels[rows]


def dataset(settings: RunSettings, store: Store | None = None) -> Dataset:
    """What the settings name. An honest test holds nothing that the network which they start from was trained on.

    Args:
        store: That knows the run they start from (default: the usual one).

    Raises:
        SettingsError: It is an imported set that is not there, or cannot be trained on.
    """
    imported_data.check(settings)
    if settings.data is None:
        made = _made(sampler_of(settings), settings.split, settings.seed)
    else:
        made = _imported(settings.data, settings.split, settings.seed)
    return made if settings.start is None or settings.split != "honest" else _new_to_start(made, settings, store)


@lru_cache(maxsize=2)
def _made(sampler: SamplerSettings, how: str, seed: int) -> Dataset:
    drawn = sample(sampler)
    return Dataset(drawn.pictures, drawn.labels, drawn.lines, split(drawn.pictures, how, seed))


@lru_cache(maxsize=1)
def _imported(key: str, how: str, seed: int) -> Dataset:
    held = imported_data.loaded(key)
    return Dataset(held.pictures, held.labels, None, split(held.pictures, how, seed))


def _new_to_start(made: Dataset, settings: RunSettings, store: Store | None) -> Dataset:
    """Without the validation and test pictures that the first weights were trained on."""
    known = contents_of(lineage(settings, store)[1:])
    kept = {
        name: rows[~stands_in(known, made.pictures[rows])]
        for name in ("validation", "test")
        if len(rows := getattr(made.parts, name))
    }
    if not all(map(len, kept.values())):
        raise SettingsError(
            f"{settings.start} was trained on every picture that this run would be tested on. "
            "Take the seed that it was trained with, or other pictures."
        )
    return replace(made, parts=replace(made.parts, **kept))
