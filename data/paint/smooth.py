"""Anti-aliased lines of their real width: each pixel is covered by as much as the line's edge leaves of it."""

import numpy as np

from data.line import Lines
from data.paint.painter import Painter, distance, from_coverage


def coverage(lines: Lines) -> np.ndarray:
    """`(n, 28, 28)` uint8: full inside the line, falling to nothing over the one px across its edge."""
    inside = distance(lines)
    np.subtract((lines.width.astype(np.float32) / 2 + np.float32(0.5))[:, None, None], inside, out=inside)
    np.clip(inside, 0, 1, out=inside)
    inside *= 255
    inside += 0.5  # rounds
    return inside.astype(np.uint8)


PAINTER = Painter(
    "smooth",
    "Anti-aliased, as a browser's canvas draws: soft edges, real width, ends between pixels.",
    sub_pixel=True,
    fill=from_coverage(coverage),
)
