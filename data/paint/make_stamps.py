"""Makes the shipped `stamps.npz`: `python -m data.paint.make_stamps`. Needs OpenCV, which nothing else does.

A few lines of Pillow's change by a pixel or two with their place (long ones, and some that leave the frame on the left
or on top): these are left out, a stamp is the same everywhere.
"""

from collections.abc import Callable
from itertools import product

import numpy as np
from PIL import Image, ImageDraw

from data.labels import CLASS_COUNT
from data.line import FRAME
from data.paint import hard, pillow
from data.paint.stamps import FIELD, MARGIN, STAMP_ROWS, STAMP_STEPS, STAMPS, masks_of, rows_of, stamp_of
from data.sample import POSITIONS, every_placement

Draw = Callable[[int, tuple[int, int], tuple[int, int], int], np.ndarray]  # (side, start, end, width) -> bool mask
ORIGIN = FIELD + MARGIN  # px, where a stamp's first pixel is painted
_SIDE = 2 * ORIGIN + 1  # px of a canvas on which no line meets the edge


def opencv_line(side: int, first: tuple[int, int], last: tuple[int, int], thickness: int) -> np.ndarray:
    """What OpenCV paints: `(side, side)` bool."""
    import cv2

    canvas = np.zeros((side, side), np.uint8)
    cv2.line(canvas, first, last, 255, thickness)
    return canvas.astype(bool)


def pillow_line(side: int, start: tuple[int, int], end: tuple[int, int], width: int) -> np.ndarray:
    """What Pillow draws: `(side, side)` bool."""
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).line([start, end], fill=255, width=width)
    return np.asarray(image).astype(bool)


def spans_of(mask: np.ndarray) -> np.ndarray:
    """`(rows, 2)` int64 columns from..to of each row's painted pixels; 0, 0 when there are none.

    A few lines of width 5 have a hole of one pixel, which this fills.
    """
    stop = mask.shape[1] - mask[:, ::-1].argmax(axis=1)
    return np.where(mask.any(axis=1, keepdims=True), np.stack((mask.argmax(axis=1), stop), axis=1), 0)


def make_spans(draw: Draw, widths: int) -> np.ndarray:
    """The stamps of every width and direction, drawn from the first pixel, as `Stamps.spans`."""
    spans = np.zeros((widths, FIELD, STAMP_STEPS, STAMP_ROWS, 2), np.int8)
    for thickness, down, step in np.ndindex(spans.shape[:3]):
        last = (ORIGIN + step - FIELD + 1, ORIGIN + down)
        painted = spans_of(draw(_SIDE, (ORIGIN, ORIGIN), last, thickness + 1))
        painted = painted[FIELD:][: STAMP_ROWS - 1]  # from MARGIN rows above the first pixel
        spans[thickness, down, step, :-1] = np.where(painted[:, 1:] > 0, painted - ORIGIN, 0)
    return spans.reshape(-1, STAMP_ROWS, 2)


def make_pillow_spans() -> np.ndarray:
    """The stamps of Pillow's lines towards the first pixel, then of those from it, as `Stamps.pillow_spans`."""
    upward = make_spans(lambda side, first, last, width: pillow_line(side, last, first, width), pillow.STAMP_WIDTHS)
    return np.concatenate((upward, make_spans(pillow_line, pillow.STAMP_WIDTHS)))


def opencv_rows(pixels: np.ndarray, width: np.ndarray) -> np.ndarray:
    """`(n, 28, 2)` spans of lines painted in the frame, from `end` to `start` as the coursework did."""
    ends = [(tuple(end), tuple(start)) for start, end in pixels.tolist()]
    painted = [opencv_line(FRAME, *pair, int(wide)) for pair, wide in zip(ends, width, strict=True)]
    return np.stack([spans_of(mask) for mask in painted])


def make_cut(spans: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The placements of the 96 classes that differ from their stamp, as `Stamps.cut` and `.cut_spans`."""
    differences: dict[int, np.ndarray] = {}
    for index, positions in product(range(CLASS_COUNT), POSITIONS):
        lines = every_placement(index, positions)
        pixels, _ = hard.pixels_near(lines)
        stamp, first = stamp_of(pixels, lines.width, hard.STAMP_WIDTHS)
        drawn = opencv_rows(pixels, lines.width)
        stamped = rows_of(spans, stamp, first)
        differs = (masks_of(drawn) != masks_of(stamped)).any(axis=(1, 2))
        differences |= dict(zip(hard.place_of(stamp, first)[differs].tolist(), drawn[differs], strict=True))
    places = np.array(sorted(differences))
    return places, np.array([differences[place] for place in places.tolist()], np.int8)


if __name__ == "__main__":
    spans = make_spans(opencv_line, hard.STAMP_WIDTHS)
    cut, cut_spans = make_cut(spans)
    np.savez_compressed(STAMPS, spans=spans, cut=cut, cut_spans=cut_spans, pillow_spans=make_pillow_spans())
    print(f"{len(spans)} stamps and {len(cut)} lines cut by the frame: {STAMPS.stat().st_size / 1000:.0f} kB")
