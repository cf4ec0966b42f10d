"""Lines as Pillow draws them, for comparison: hard edges, another idea of what 3 px are. One call per picture."""

import numpy as np
from PIL import Image, ImageDraw

from data.line import FRAME, Lines
from data.paint.painter import Painter, from_coverage, pixels_of


def coverage(lines: Lines) -> np.ndarray:
    """`(n, 28, 28)` uint8, 0 or 255."""
    ends = pixels_of(lines.ends)
    widths = np.maximum(1, np.rint(lines.width)).astype(int)
    return np.stack([_draw(points, width) for points, width in zip(ends.reshape(-1, 4), widths, strict=True)])


def _draw(points: np.ndarray, width: int) -> np.ndarray:
    image = Image.new("L", (FRAME, FRAME))
    ImageDraw.Draw(image).line(points.tolist(), fill=255, width=width)
    return np.asarray(image)


PAINTER = Painter(
    "pillow",
    "Pillow's ImageDraw.line: hard edges on whole pixels, widths in whole px.",
    sub_pixel=False,
    fill=from_coverage(coverage),
)
