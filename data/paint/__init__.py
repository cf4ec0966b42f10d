"""Ways to paint lines. One file per painter over `painter.py`; add yours to `PAINTERS`."""

import numpy as np

from data.line import FRAME, Lines
from data.paint import hard, pillow, smooth, subpixel
from data.paint.painter import Painter, tint

PAINTERS: dict[str, Painter] = {
    painter.name: painter for painter in (hard.PAINTER, smooth.PAINTER, subpixel.PAINTER, pillow.PAINTER)
}
_CHUNK = 256  # pictures that stay in a core's cache while they are painted


def paint(lines: Lines, painter: str = "hard", background: int = 0) -> np.ndarray:
    """Paint each line alone on its own picture.

    Args:
        lines: n lines, anywhere; what leaves the frame is cut off.
        painter: a name in `PAINTERS`.
        background: grey level of the background, 0..255.

    Returns:
        `(n, 28, 28, 3)` uint8 RGB, row 0 on top.

    Raises:
        ValueError: the painter is not known.
    """
    if painter not in PAINTERS:
        raise ValueError(f"`painter` must be one of {', '.join(PAINTERS)}. Received: {painter!r}. Choose one of these.")
    pictures = np.empty((len(lines), FRAME, FRAME, 3), np.uint8)
    for first in range(0, len(lines), _CHUNK):
        part = slice(first, first + _CHUNK)
        PAINTERS[painter].fill(pictures[part], lines.take(part), background)
    return pictures


def paint_stroke(points: np.ndarray, width: float, colour: tuple[int, int, int]) -> np.ndarray:
    """Paint a freehand stroke, anti-aliased, on black.

    Args:
        points: `(k, 2)` px, [x, y up], joined in their order; one point alone is a dot.
        width: px.

    Returns:
        `(28, 28, 3)` uint8 RGB; black when there are no points.
    """
    if len(points) == 0:
        return np.zeros((FRAME, FRAME, 3), np.uint8)
    pairs = np.stack((points[:-1], points[1:]) if len(points) > 1 else (points, points), axis=1)
    pieces = Lines(pairs, np.full(len(pairs), width), np.tile(np.array(colour, np.uint8), (len(pairs), 1)))
    picture = np.empty((1, FRAME, FRAME, 3), np.uint8)
    tint(picture, smooth.coverage(pieces).max(axis=0, keepdims=True), pieces.colour[:1], background=0)
    return picture[0]
