"""The pictures that a run's settings ask for, made once per process and split."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data.line import Lines
from data.sample import SamplerSettings, sample
from data.split import Split, split
from training.settings import RunSettings

VALIDATION_SAMPLE = 256  # pictures looked at while training; the test part is read once, at the end


@dataclass(frozen=True, slots=True)
class Dataset:
    pictures: np.ndarray  # (n, 28, 28, 3) uint8
    labels: np.ndarray  # (n, 4)
    lines: Lines
    parts: Split

    def validation_sample(self) -> tuple[np.ndarray, np.ndarray]:
        """The same few validation pictures and labels every time; the split has shuffled them."""
        rows = self.parts.validation[:VALIDATION_SAMPLE]
        return self.pictures[rows], self.labels[rows]


def dataset(settings: RunSettings) -> Dataset:
    sampler = SamplerSettings(
        per_class=settings.per_class,
        seed=settings.seed,
        positions=settings.positions,
        painters=settings.painters,
        noise=settings.noise,
        wobble=settings.wobble,
    )
    return _made(sampler, settings.split, settings.seed)


@lru_cache(maxsize=2)
def _made(sampler: SamplerSettings, how: str, seed: int) -> Dataset:
    drawn = sample(sampler)
    return Dataset(drawn.pictures, drawn.labels, drawn.lines, split(drawn.pictures, how, seed))
