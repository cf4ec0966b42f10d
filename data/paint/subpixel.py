"""Hard-edged lines of their real width: a pixel is painted when its centre lies in the line's band."""

import numpy as np

from data.line import Lines
from data.paint.painter import Painter, distance, from_coverage

NUDGE = (2e-4, 1e-4)  # px: a line of width 1 between two rows of pixels takes one of them, not both or none


def coverage(lines: Lines) -> np.ndarray:
    """`(n, 28, 28)` uint8, 0 or 255."""
    inside = distance(lines, NUDGE) <= (lines.width.astype(np.float32) / 2)[:, None, None]
    return inside.astype(np.uint8) * np.uint8(255)


PAINTER = Painter(
    "subpixel",
    "Hard edges and real width, with ends anywhere between pixels.",
    sub_pixel=True,
    fill=from_coverage(coverage),
)
