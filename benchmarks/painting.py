"""Painting 96,000 pictures, compared with calling OpenCV once per picture."""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.table import Row, show
from data.labels import CLASS_COUNT
from data.line import FRAME, Lines
from data.paint import PAINTERS, hard, paint
from data.sample import SamplerSettings, sample
from data.split import SPLITS, split

PER_CLASS = 1_000  # as in 2019
REPEATS = 3  # the quickest counts


def rows() -> list[Row]:
    """Microseconds a picture of every painter, and of what is done with the pictures."""
    drawn = sample(SamplerSettings(per_class=PER_CLASS))
    opencv = _microseconds(lambda: _by_opencv(drawn.lines))
    taken = {name: _microseconds(lambda name=name: paint(drawn.lines, name)) for name in PAINTERS}
    targets = {"hard": "<= 4, x <= 1"}
    return [
        Row("OpenCV, one call and one blank picture each", opencv, "us/picture"),
        *(
            Row(f"paint, {name}", each, "us/picture", each / opencv, targets.get(name, ""))
            for name, each in taken.items()
        ),
        *(_split_row(how, drawn.pictures) for how in SPLITS),
    ]


def _split_row(how: str, pictures: np.ndarray) -> Row:
    return Row(f"split, {how}, of {len(pictures):,}", _seconds(lambda: split(pictures, how)), "s", target="<= 0.5")


def _by_opencv(lines: Lines) -> list[np.ndarray]:
    import cv2

    painted = []
    ends, widths, colours = hard.pixels_near(lines)[0].tolist(), lines.width.astype(int).tolist(), lines.colour.tolist()
    for (start, end), width, colour in zip(ends, widths, colours, strict=True):
        picture = np.zeros((FRAME, FRAME, 3), np.uint8)
        painted.append(cv2.line(picture, end, start, colour, width))
    return painted


def _microseconds(work: Callable[[], object]) -> float:
    """Time for each of the 96,000 pictures."""
    return 1e6 * _seconds(work) / (PER_CLASS * CLASS_COUNT)


def _seconds(work: Callable[[], object]) -> float:
    """The shortest of a few runs."""
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


if __name__ == "__main__":
    show("Painting", rows())
