"""Hard-edged lines, pixel for pixel as OpenCV's `line` paints them, without OpenCV.

Every line from one pixel to another is a stamp: one span of pixels per row, shipped, made by
`python -m data.paint.make_stamps`. Where the frame cuts a line, OpenCV shifts a pixel here and there: those placements
of the 96 classes are stored whole.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from data.line import FRAME, Lines
from data.paint.painter import Painter, pixels_of

STAMPS = Path(__file__).with_name("stamps.npz")
REACH = 1  # px beyond the frame that a line's ends may lie; the coursework's do
FIELD = FRAME + 2 * REACH  # px, the side of the field of allowed ends
STAMP_WIDTHS = 5  # px: 1..5
MARGIN = 3  # rows that a line of width 5 reaches above its first pixel and below its last
STAMP_ROWS = FIELD + 2 * MARGIN + 1  # the last one is empty
STAMP_STEPS = 2 * FIELD - 1  # ways to go across: -29..29 columns


@dataclass(frozen=True, slots=True)
class Stamps:
    """What OpenCV paints. Spans are columns from..to, `to` excluded."""

    spans: np.ndarray  # (WIDTHS * FIELD * STEPS, STAMP_ROWS, 2) int8, counted from the first pixel
    cut: np.ndarray  # (k,) int64, sorted: the places (`place_of`) where the frame changes a line
    cut_spans: np.ndarray  # (k, 28, 2) int8, counted from the frame's left side


@cache
def stamps() -> Stamps:
    """The shipped stamps."""
    with np.load(STAMPS) as arrays:
        return Stamps(arrays["spans"], arrays["cut"], arrays["cut_spans"])


@cache
def _runs() -> np.ndarray:
    """`(29 * 29, 84)` uint8: the RGB row of each span, 255 where it is painted."""
    column = np.arange(FRAME)
    first, stop = np.mgrid[: FRAME + 1, : FRAME + 1].reshape(2, -1, 1)
    return np.repeat(((column >= first) & (column < stop)).astype(np.uint8) * np.uint8(255), 3, axis=1)


def stamp_of(pixels: np.ndarray, width: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which stamp each line is, and where it goes.

    Args:
        pixels: `(n, 2, 2)` integers in -1..28: [start, end][column, row from the TOP].
        width: `(n,)` px, rounded to 1..5.

    Returns:
        `(n,)` stamp numbers and `(n, 2)` first pixels. A line is painted from its upper end (its right one when it is
        level), as the coursework did: OpenCV's pixels depend on the direction.
    """
    column, row = pixels[..., 0], pixels[..., 1]
    level = row[:, 0] == row[:, 1]
    downward = np.where(level, column[:, 0] > column[:, 1], row[:, 0] < row[:, 1])[:, None]
    first = np.where(downward, pixels[:, 0], pixels[:, 1])
    across, down = (pixels.sum(axis=1) - 2 * first).T
    thickness = np.clip(np.rint(width), 1, STAMP_WIDTHS).astype(np.int64)
    return ((thickness - 1) * FIELD + down) * STAMP_STEPS + across + FIELD - 1, first


def rows_of(spans: np.ndarray, stamp: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The stamps laid on the frame and cut at its sides: `(n, 28, 2)` spans."""
    row = np.arange(FRAME) - first[:, 1:] + MARGIN  # (n, 28) of the stamp
    row[(row < 0) | (row >= STAMP_ROWS)] = STAMP_ROWS - 1
    rows = spans.reshape(-1, 2).take(stamp[:, None] * STAMP_ROWS + row, axis=0)
    return np.clip(rows + first[:, :1, None], 0, FRAME)


def masks_of(rows: np.ndarray) -> np.ndarray:
    """The pixels of `(n, 28, 2)` spans: `(n, 28, 84)` uint8, 255 where a channel is painted."""
    return _runs().take(rows[..., 0].astype(np.intp) * (FRAME + 1) + rows[..., 1], axis=0)


def place_of(stamp: np.ndarray, first: np.ndarray) -> np.ndarray:
    """One number for a stamp and its first pixel."""
    return (stamp * FIELD + first[:, 0] + REACH) * FIELD + first[:, 1] + REACH


def within_reach(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut lines at the field that stamps exist for.

    Args:
        ends: `(n, 2, 2)` px.

    Returns:
        `(n, 2, 2)` px in -1..29, and `(n,)` bool: False when nothing of a line is left.

    Source:
        Y.-D. Liang and B. A. Barsky, A new concept and method for line clipping, 1984.
    """
    start, along = ends[:, 0] + REACH, ends[:, 1] - ends[:, 0]
    with np.errstate(all="ignore"):
        crossings = np.sort(np.stack((-start / along, (FIELD - start) / along)), axis=0)  # (in, out; n; axis)
    level = along == 0  # parallel to two sides: in or out for good
    outside = (start < 0) | (start > FIELD)
    enter = np.where(level, np.where(outside, np.inf, 0), crossings[0]).max(axis=1).clip(min=0)
    leave = np.where(level, 1, crossings[1]).min(axis=1).clip(max=1)
    kept = enter <= leave
    shares = np.where(kept[:, None], np.stack((enter, leave), axis=1), 0)[..., None]
    return np.clip(start[:, None] + shares * along[:, None], 0, FIELD) - REACH, kept


def pixels_near(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """`(n, 2, 2)` pixels [start, end][column, row from the TOP] in -1..28, and `(n,)` bool: whether a line is near."""
    ends, kept = lines.ends, np.ones(len(lines), bool)
    if ends.min() < -REACH or ends.max() > FRAME + REACH:
        ends, kept = within_reach(ends)
    return np.clip(pixels_of(ends), -REACH, FRAME - 1 + REACH), kept


def fill(pictures: np.ndarray, lines: Lines, background: int) -> None:
    """Paint `lines` into `pictures` `(n, 28, 28, 3)` on a grey level `background`."""
    pixels, kept = pixels_near(lines)
    stamp, first = stamp_of(pixels, lines.width)
    rows = rows_of(stamps().spans, stamp, first)
    place = place_of(stamp, first)
    nearest = np.searchsorted(stamps().cut, place).clip(max=len(stamps().cut) - 1)
    changed = stamps().cut[nearest] == place
    rows[changed] = stamps().cut_spans[nearest[changed]]
    rows[~kept] = 0
    masks = masks_of(rows)
    painted = pictures.reshape(masks.shape)
    np.bitwise_and(masks, np.tile(lines.colour ^ np.uint8(background), FRAME)[:, None], out=painted)
    if background:
        painted ^= np.uint8(background)


PAINTER = Painter(
    "hard",
    "Hard edges on whole pixels, as OpenCV painted the coursework; its 3 px are a band of 5.",
    sub_pixel=False,
    fill=fill,
)
