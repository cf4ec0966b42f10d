"""Exact match of the shipped networks on held-out lines, painter by painter, and on corrupted pictures."""

from dataclasses import replace

import numpy as np

from benchmarks.table import Row, show
from data.line import FRAME, Lines
from data.paint import PAINTERS, paint
from model.predict import shipped
from model.scores import accuracies
from training.dataset import dataset
from training.presets import PRESETS

NOISE, WOBBLE, GROUND = 8, 0.5, 16  # sd of 0..255; px, sd of each end; grey level


def rows() -> list[Row]:
    return [*_rows("robust", ">= 0.995", ">= 0.98"), *_rows("fast", "", "")]


def _rows(name: str, painted: str, noisy: str) -> list[Row]:
    """The figures of one network, with the targets for each painter and for noise."""
    lines, labels = _held_out()
    mixed = _mixed(lines)
    return [
        *(_row(name, painter, paint(lines, painter), labels, painted) for painter in PAINTERS),
        _row(name, f"noise of sd {NOISE}", _noisy(mixed), labels, noisy),
        _row(name, f"ends moved by sd {WOBBLE} px", _mixed(_wobbly(lines)), labels),
        _row(name, f"grey ground {GROUND}", _mixed(lines, GROUND), labels),
    ]


def _row(network: str, what: str, pictures: np.ndarray, labels: np.ndarray, target: str = "") -> Row:
    exact = accuracies(shipped(network)(pictures), labels)["exact"]
    return Row(f"{network}: {what}", exact, "exact match", target=target)


def _held_out() -> tuple[Lines, np.ndarray]:
    """The placements of the test part of `robust`, which it never saw by any painter, and their labels."""
    settings = replace(PRESETS["robust"].settings, seed=0)
    rows = dataset(settings).parts.test
    exact = dataset(replace(settings, painters=("hard",), noise=0, wobble=0))  # same order, ends not yet moved
    assert exact.lines is not None  # they are drawn
    return exact.lines.take(rows), exact.labels[rows]


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
