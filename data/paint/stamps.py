"""Stamps: lines from one pixel to another as one span of columns per row, shipped, made by `data.paint.make_stamps`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from data.line import FRAME, Lines

STAMPS = Path(__file__).with_name("stamps.npz")
REACH = 1  # px beyond the frame that a line's ends may lie; the coursework's do
FIELD = FRAME + 2 * REACH  # px, the side of the field of allowed ends
MARGIN = 3  # rows that a line of the largest width reaches above its first pixel and below its last
STAMP_ROWS = FIELD + 2 * MARGIN + 1  # the last one is empty
STAMP_STEPS = 2 * FIELD - 1  # ways to go across: -29..29 columns


@dataclass(frozen=True, slots=True)
class Stamps:
    """Spans are columns from..to, `to` excluded, counted from the first pixel; one stamp per width and direction."""

    spans: np.ndarray  # (WIDTHS * FIELD * STAMP_STEPS, STAMP_ROWS, 2) int8: what OpenCV paints
    cut: np.ndarray  # (k,) int64, sorted: the places (`hard.place_of`) where the frame changes OpenCV's line
    cut_spans: np.ndarray  # (k, 28, 2) int8, counted from the frame's left side
    pillow_spans: np.ndarray  # as `spans`: lines that Pillow draws upwards, then all again downwards


@cache
def stamps() -> Stamps:
    """The shipped stamps."""
    with np.load(STAMPS) as arrays:
        return Stamps(**arrays)


@cache
def _runs() -> np.ndarray:
    """`(29 * 29, 84)` uint8: the RGB row of each span, 255 where it is painted."""
    column = np.arange(FRAME)
    first, stop = np.mgrid[: FRAME + 1, : FRAME + 1].reshape(2, -1, 1)
    return np.repeat(((column >= first) & (column < stop)).astype(np.uint8) * np.uint8(255), 3, axis=1)


def stamp_of(pixels: np.ndarray, width: np.ndarray, widest: int) -> tuple[np.ndarray, np.ndarray]:
    """Which stamp each line is, and where it goes.

    Args:
        pixels: `(n, 2, 2)` integers: [start, end][column, row from the TOP], less than `FIELD` apart.
        width: `(n,)` px, rounded to 1..`widest`.

    Returns:
        `(n,)` stamp numbers and `(n, 2)` first pixels: the upper end of a line, the right one when it is level.
    """
    column, row = pixels[..., 0], pixels[..., 1]
    level = row[:, 0] == row[:, 1]
    starts_first = np.where(level, column[:, 0] > column[:, 1], row[:, 0] < row[:, 1])[:, None]
    first = np.where(starts_first, pixels[:, 0], pixels[:, 1])
    across, down = (pixels.sum(axis=1) - 2 * first).T
    thickness = np.clip(np.rint(width), 1, widest).astype(np.int64)
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


def fill_rows(pictures: np.ndarray, rows: np.ndarray, lines: Lines, background: int) -> None:
    """Paint `(n, 28, 2)` spans in the colours of `lines` into `pictures` on a grey level `background`."""
    masks = masks_of(rows)
    painted = pictures.reshape(masks.shape)
    np.bitwise_and(masks, np.tile(lines.colour ^ np.uint8(background), FRAME)[:, None], out=painted)
    if background:
        painted ^= np.uint8(background)


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
