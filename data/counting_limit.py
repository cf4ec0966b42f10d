"""How well anything can read the angle of free lines, and lines of 2019: `python -m data.counting_limit` prints it.

A painter of whole pixels paints many lines alike: all from one pixel to another. Who sees such a picture can do no
better than to name the class that most of these lines have. The other painters paint nearly every line in its own
way; of them a bound is known, by the lines that paint the same on both sides of a border between two classes.
"""

import argparse
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from data.free_lines import ANGLE_SPREAD, LENGTH_SPREAD, free_lines
from data.labels import ANGLES, CLASS_COUNT, PROPERTIES, class_index
from data.line import FRAME, Lines
from data.paint import PAINTERS, paint
from data.percent import plain_percent
from data.sample import SamplerSettings, sample
from data.split import by_content
from data.terminal import run_command

WHOLE_PIXELS = tuple(name for name, painter in PAINTERS.items() if not painter.sub_pixel)
_ANGLE_STEPS, _LENGTH_STEPS = 300, 80  # of a class, for the sums


@dataclass(frozen=True, slots=True)
class PixelSteps:
    """From a line's first pixel to its last one: which ways there are, and how likely free lines take them."""

    steps: np.ndarray  # (k, 2) whole px across and up
    shares: np.ndarray  # (k, 12) of all lines, by the class of their angle


@cache
def counting_limit(painter: str) -> dict[tuple[str, str], float]:
    """The share of free lines whose angle can be right at most, for each class of length and of width.

    The sides of the frame count as far away: what they cut off a wide line is counted as seen.

    Args:
        painter: One of `WHOLE_PIXELS`; the others show where in a pixel a line begins.
    """
    limits = {}
    for (length, px), (width, wide) in product(_classes("length"), _classes("width")):
        ways = pixel_steps(px)
        picture = by_content(_painted(ways.steps, float(wide), painter))
        alike = np.zeros((picture.max() + 1, len(ANGLES)))
        np.add.at(alike, picture, ways.shares)
        limits[length, width] = float(alike.max(axis=1).sum())
    return limits


def limit_of(painter: str) -> float:
    """Of all free lines of a painter: their lengths and widths are equally frequent."""
    return float(np.mean(list(counting_limit(painter).values())))


@cache
def limit_of_2019() -> float:
    """The share of all lines of the generator of 2019 whose four properties can be right at most.

    Of some long ones a half lies beyond the left side of the frame: what is left of them is drawn as a short one too.
    """
    drawn = sample(SamplerSettings(positions="coursework"))
    picture = by_content(drawn.pictures)
    alike = np.zeros((picture.max() + 1, CLASS_COUNT), int)
    np.add.at(alike, (picture, class_index(drawn.labels)), 1)
    return float(alike.max(axis=1).sum() / len(drawn))


@cache
def mirror_bound(painter: str) -> float:
    """A share of free lines that no reading of the angle exceeds, of any painter; the true limit may lie below.

    Each line is turned about its middle until it lies as far beyond the nearest border between two classes. If both
    paint the same picture, at most one of the two is read right. By 200 lines of each of the 96 classes.
    """
    rng = np.random.default_rng(0)
    some = [free_lines(index, 200, rng) for index in range(CLASS_COUNT)]
    lines = Lines(*(np.concatenate([getattr(each, name) for each in some]) for name in ("ends", "width", "colour")))
    off = (lines.angle + ANGLE_SPREAD) % (2 * ANGLE_SPREAD) - ANGLE_SPREAD  # degrees from the nearest class
    turns = np.radians(lines.angle + 2 * (np.copysign(ANGLE_SPREAD, off) - off))
    along = lines.length[:, None] * np.stack((np.cos(turns), np.sin(turns)), axis=1)
    middle = lines.ends.mean(axis=1, keepdims=True)
    ends = middle + along[:, None] * np.array([-0.5, 0.5])[:, None]
    mirrored = Lines(ends, lines.width, lines.colour)
    inside = ((ends >= 0) & (ends <= FRAME)).all(axis=(1, 2))
    alike = (paint(lines, painter) == paint(mirrored, painter)).all(axis=(1, 2, 3))
    before = np.abs(np.diff(lines.ends, axis=1)[:, 0])
    frequency = ((FRAME - before) / (FRAME - np.abs(along))).prod(axis=1)  # of the turned line against the line
    return 1 - float(np.mean(np.minimum(frequency, 1) * (alike & inside))) / 2


@cache
def pixel_steps(length: float, spread: float = LENGTH_SPREAD) -> PixelSteps:
    """The ways of free lines around this length, px.

    A line along (x, y) begins anywhere in the frame where it fits. From one pixel it goes to the pixel i across and j
    up with the share (1 - |x - i|) (1 - |y - j|), if that is positive, and (28 - |i|) (28 - |j|) pairs of pixels of
    the frame lie so.
    """
    steps = (np.arange(_ANGLE_STEPS) + 0.5) / _ANGLE_STEPS * 2 - 1  # middles of equal parts of -1..1
    angles = (np.array(ANGLES)[:, None] + ANGLE_SPREAD * steps) % 180  # (12, a)
    lengths = length + spread * ((np.arange(_LENGTH_STEPS) + 0.5) / _LENGTH_STEPS * 2 - 1)
    turns = np.radians(angles)[..., None]
    along = np.stack((np.cos(turns) * lengths, np.sin(turns) * lengths), axis=-1)  # (12, a, l, 2)
    label = np.broadcast_to(np.arange(len(ANGLES))[:, None, None], along.shape[:-1])
    shares = np.zeros((2 * FRAME, 2 * FRAME, len(ANGLES)))
    whole = np.floor(along).astype(np.int64)
    for corner in product((0, 1), repeat=2):
        step = whole + corner
        share = ((1 - np.abs(along - step)) * (FRAME - np.abs(step)) / (FRAME - np.abs(along))).prod(axis=-1)
        np.add.at(shares, (step[..., 0] + FRAME, step[..., 1] + FRAME, label), share)
    kept = np.argwhere(shares.any(axis=-1))
    return PixelSteps(kept - FRAME, shares[tuple(kept.T)] / shares.sum())


def _painted(steps: np.ndarray, width: float, painter: str) -> np.ndarray:
    """Lines that take these steps, each with its middle in the middle of the frame."""
    starts = FRAME // 2 + 0.5 - (steps + (steps < 0)) // 2
    count = len(steps)
    ends = np.stack((starts, starts + steps), axis=1)
    return paint(Lines(ends, np.full(count, width), np.full((count, 3), 255, np.uint8)), painter)


def _classes(name: str) -> list[tuple[str, int]]:
    prop = PROPERTIES[name]
    return list(zip(prop.classes, prop.values, strict=True))


def main() -> None:
    argparse.ArgumentParser(prog="python -m data.counting_limit", description=__doc__).parse_args()
    print("The most of free lines whose angle can be right:")
    for painter in WHOLE_PIXELS:
        for (length, width), limit in counting_limit(painter).items():
            print(f"{painter:8} {length:6} {width:6} {plain_percent(limit)}")
        print(f"{painter:8} {'all':13} {plain_percent(limit_of(painter))}")
    for painter in PAINTERS:
        if painter not in WHOLE_PIXELS:
            print(f"{painter:8} {'all':13} {plain_percent(mirror_bound(painter), 2)} or less")
    print(f"The most of the lines of 2019 that can be right: {plain_percent(limit_of_2019(), 2)}")


if __name__ == "__main__":
    run_command(main)
