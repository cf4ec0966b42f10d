"""Lines as Pillow draws them, for comparison: hard edges, another idea of what 3 px are. From stamps, too."""

import numpy as np

from data.line import FRAME, Lines
from data.paint.painter import Painter, pixels_of
from data.paint.stamps import FIELD, REACH, STAMP_STEPS, fill_rows, rows_of, stamp_of, stamps, within_reach

STAMP_WIDTHS = 6  # px: 1..6
DOWNWARD = STAMP_WIDTHS * FIELD * STAMP_STEPS  # stamps of lines that are drawn upwards, before the others


def _fill(pictures: np.ndarray, lines: Lines, background: int) -> None:
    """Paint `lines` into `pictures` `(n, 28, 28, 3)` on a grey level `background`.

    Pillow's pixels depend on the direction; a level line counts as drawn from the left.
    """
    pixels, kept = pixels_of(lines.ends), np.ones(len(lines), bool)
    far = (np.ptp(pixels, axis=1) >= FIELD).any(axis=1)  # no stamp is as long
    if far.any():
        ends, kept[far] = within_reach(lines.ends[far])
        pixels[far] = np.clip(pixels_of(ends), -REACH, FRAME - 1 + REACH)
    stamp, first = stamp_of(pixels, lines.width, STAMP_WIDTHS)
    rows = rows_of(stamps().pillow_spans, stamp + DOWNWARD * (pixels[:, 0, 1] < pixels[:, 1, 1]), first)
    rows[~kept] = 0
    fill_rows(pictures, rows, lines, background)


PAINTER = Painter(
    "pillow",
    "Pillow's ImageDraw.line: hard edges on whole pixels, widths in whole px.",
    sub_pixel=False,
    fill=_fill,
)
