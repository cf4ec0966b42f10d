"""Exact match of shipped networks: lines that `robust` was not trained on, by painter, corrupted, of 2019 and free."""

from dataclasses import replace

import numpy as np

from benchmarks.table import Row, show
from data.counting_limit import WHOLE_PIXELS, limit_of, limit_of_2019
from data.free_lines import degrees_off
from data.line import FRAME, Lines
from data.paint import PAINTERS, paint
from data.sample import SamplerSettings, sample
from data.split import digests
from model.predict import shipped
from model.predict.predictor import in_batches
from model.scores import accuracies
from training.catalogue import Catalogue
from training.dataset import dataset
from training.presets import PRESETS
from training.provenance import sampler_of

NOISE, WOBBLE, GROUND = 8, 0.5, 16  # sd of 0..255; px, sd of each end; grey level
FREE_PER_CLASS, FREE_SEED = 200, 99


def rows() -> list[Row]:
    return [*_rows("robust", ">= 0.9995", ">= 0.98", ">= 0.999"), *_rows("fast")]


def _rows(name: str, painted: str = "", noisy: str = "", coursework: str = "") -> list[Row]:
    """The figures of one network, with the targets for each painter, for noise and for the lines of 2019."""
    lines, labels = _held_out()
    mixed = _mixed(lines)
    return [
        *(_row(name, painter, paint(lines, painter), labels, painted) for painter in PAINTERS),
        _row(name, f"noise of sd {NOISE}", _noisy(mixed), labels, noisy),
        _row(name, f"ends moved by sd {WOBBLE} px", _mixed(_wobbly(lines)), labels),
        _row(name, f"grey ground {GROUND}", _mixed(lines, GROUND), labels),
        *_rows_of_2019(name, coursework),
        *_free_rows(name),
    ]


def _row(network: str, what: str, pictures: np.ndarray, labels: np.ndarray, target: str = "") -> Row:
    exact = accuracies(in_batches(shipped(network), pictures), labels)["exact"]
    return Row(f"{network}: {what}, {len(labels):,}", exact, "exact match", target=target)


def _held_out() -> tuple[Lines, np.ndarray]:
    """Lines on the grid of the test part of `robust`, whose pictures no training line paints, and their labels."""
    settings = replace(PRESETS["robust"].settings, seed=0)
    parts = dataset(settings).parts
    clean = sample(replace(sampler_of(settings), painters=("hard",), noise=0, wobble=0))  # in the same order
    trained = set(digests(clean.pictures, parts.training))
    nominal = np.array((7, 15))[clean.labels[:, 0]]
    on_grid = (degrees_off(clean.lines, clean.labels[:, 3]) < 1e-6) & (abs(clean.lines.length - nominal) < 1e-6)
    test = parts.test[on_grid[parts.test]]
    kept = test[[digest not in trained for digest in digests(clean.pictures, test)]]
    return clean.lines.take(kept), clean.labels[kept]


def _rows_of_2019(network: str, target: str) -> list[Row]:
    """All lines that the generator of 2019 could draw, and those of them that the network was not trained on."""
    drawn = sample(SamplerSettings(positions="coursework"))
    new = ~Catalogue().get(network).provenance.contains(drawn.pictures)
    what = "generator of 2019"
    everything = _row(network, f"{what}, all", drawn.pictures, drawn.labels, target)
    return [
        everything._replace(ratio=everything.value / limit_of_2019()),
        _row(network, f"{what}, not trained on", drawn.pictures[new], drawn.labels[new], target),
    ]


def _free_rows(network: str) -> list[Row]:
    """New lines of any angle by each painter; the ratio is to the most that can be right."""
    trained, rows = Catalogue().get(network).provenance, []
    for painter in PAINTERS:
        drawn = sample(SamplerSettings(per_class=FREE_PER_CLASS, free_lines=1, painters=(painter,), seed=FREE_SEED))
        new = ~trained.contains(drawn.pictures)
        row = _row(network, f"free lines, {painter}", drawn.pictures[new], drawn.labels[new])
        rows.append(row._replace(ratio=row.value / limit_of(painter)) if painter in WHOLE_PIXELS else row)
    return rows


def _mixed(lines: Lines, ground: int = 0) -> np.ndarray:
    """Every line by one of the painters, in turn."""
    pictures = np.empty((len(lines), FRAME, FRAME, 3), np.uint8)
    for i, painter in enumerate(PAINTERS):
        part = slice(i, None, len(PAINTERS))
        pictures[part] = paint(lines.take(part), painter, ground)
    return pictures


def _wobbly(lines: Lines) -> Lines:
    moved = lines.ends + np.random.default_rng(0).normal(0, WOBBLE, lines.ends.shape)
    return replace(lines, ends=moved)


def _noisy(pictures: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, NOISE, pictures.shape)
    return np.clip(np.rint(pictures + noise), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    show("Robustness", rows())
