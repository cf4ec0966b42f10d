"""Hard-edged lines, pixel for pixel as OpenCV's `line` paints them, without OpenCV: from stamps.

Where the frame cuts a line, OpenCV shifts a pixel here and there: those placements of the 96 classes are stored whole.
"""

import numpy as np

from data.line import FRAME, Lines
from data.paint.painter import Painter, pixels_of
from data.paint.stamps import FIELD, REACH, fill_rows, rows_of, stamp_of, stamps, within_reach

STAMP_WIDTHS = 5  # px: 1..5


def place_of(stamp: np.ndarray, first: np.ndarray) -> np.ndarray:
    """One number for a stamp and its first pixel."""
    return (stamp * FIELD + first[:, 0] + REACH) * FIELD + first[:, 1] + REACH


def pixels_near(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """`(n, 2, 2)` pixels [start, end][column, row from the TOP] in -1..28, and `(n,)` bool: whether a line is near."""
    ends, kept = lines.ends, np.ones(len(lines), bool)
    if ends.min() < -REACH or ends.max() > FRAME + REACH:
        ends, kept = within_reach(ends)
    return np.clip(pixels_of(ends), -REACH, FRAME - 1 + REACH), kept


def _fill(pictures: np.ndarray, lines: Lines, background: int) -> None:
    """Paint `lines` into `pictures` `(n, 28, 28, 3)` on a grey level `background`.

    A line is painted from its upper end (its right one when it is level), as the coursework did: OpenCV's pixels
    depend on the direction.
    """
    pixels, kept = pixels_near(lines)
    stamp, first = stamp_of(pixels, lines.width, STAMP_WIDTHS)
    rows = rows_of(stamps().spans, stamp, first)
    place = place_of(stamp, first)
    nearest = np.searchsorted(stamps().cut, place).clip(max=len(stamps().cut) - 1)
    changed = stamps().cut[nearest] == place
    rows[changed] = stamps().cut_spans[nearest[changed]]
    rows[~kept] = 0
    fill_rows(pictures, rows, lines, background)


PAINTER = Painter(
    "hard",
    "Hard edges on whole pixels, as OpenCV painted the coursework; its 3 px are a band of 5.",
    sub_pixel=False,
    fill=_fill,
)
