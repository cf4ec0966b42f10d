"""The pictures that a run's settings ask for, made once per process and split."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from data.line import Lines
from data.sample import SamplerSettings, sample
from data.split import Split, split
from training import imported_data
from training.catalogue import Catalogue
from training.provenance import Provenance, sampler_of
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError

SEEDS = 2**31  # seeds of runs are below: those of later epochs are no run's
VALIDATION_SAMPLE = 256  # pictures looked at while training; the test part is read once, at the end


@dataclass(frozen=True, slots=True)
class Dataset:
    pictures: np.ndarray  # (n, 28, 28, 3) uint8
    labels: np.ndarray  # (n, 4)
    lines: Lines | None  # None for an imported set: how its lines lie is not known
    parts: Split
    left_out: int = 0  # test pictures that the first weights were trained on

    def validation_sample(self) -> tuple[np.ndarray, np.ndarray]:
        """The same few validation pictures and labels every time; the split has shuffled them."""
        rows = self.parts.validation[:VALIDATION_SAMPLE]
        return self.pictures[rows], self.labels[rows]


def redrawn(data: Dataset, settings: RunSettings, epoch: int) -> np.ndarray:
    """The pictures that the training part has in an epoch, where each epoch draws them anew.

    The placements are those of the training part, so that none of the test part is trained on; painters, noise, free
    lines and where a line begins in its pixel are new.

    Returns:
        `(n, 28, 28, 3)` uint8, in the order of `data.parts.training`; their labels stay.
    """
    sampler = sampler_of(settings)
    return sample(replace(sampler, seed=settings.seed + epoch * SEEDS), data.parts.training).pictures


def dataset(settings: RunSettings, store: RunStore | None = None) -> Dataset:
    """What the settings name. An honest test holds nothing that the network which they start from was trained on.

    Args:
        store: That knows the run they start from (default: the usual one).

    Raises:
        SettingsError: It is an imported set that is not there, or cannot be trained on.
    """
    imported_data.check(settings)
    if settings.data is None:
        whole = _drawn(sampler_of(settings), settings.split, settings.seed)
    else:
        whole = _imported(settings.data, settings.split, settings.seed)
    return whole if settings.start is None or settings.split != "honest" else _new_to_start(whole, settings, store)


@lru_cache(maxsize=2)
def _drawn(sampler: SamplerSettings, split_name: str, seed: int) -> Dataset:
    drawn = sample(sampler)
    return Dataset(drawn.pictures, drawn.labels, drawn.lines, split(drawn.pictures, split_name, seed))


@lru_cache(maxsize=1)
def _imported(key: str, split_name: str, seed: int) -> Dataset:
    held = imported_data.labelled_pictures(key)
    return Dataset(held.pictures, held.labels, None, split(held.pictures, split_name, seed))


def _new_to_start(whole: Dataset, settings: RunSettings, store: RunStore | None) -> Dataset:
    """Without the validation and test pictures that the first weights were trained on."""
    with nullcontext(store) if store else RunStore() as known:
        start = Provenance(Catalogue(known).provenance(settings).sets[1:])
    kept = {
        name: rows[~start.contains(whole.pictures[rows])]
        for name in ("validation", "test")
        if len(rows := getattr(whole.parts, name))
    }
    if not all(map(len, kept.values())):
        raise SettingsError(
            f"{settings.start} was trained on every picture that this run would be tested on. "
            "Take the seed that it was trained with, or other pictures."
        )
    left_out = len(whole.parts.test) - len(kept["test"])
    return replace(whole, parts=replace(whole.parts, **kept), left_out=left_out)
