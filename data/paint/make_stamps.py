"""Makes the shipped `stamps.npz`: `python -m data.paint.make_stamps`. Needs OpenCV, which nothing else does."""

from itertools import product

import numpy as np

from data.labels import CLASS_COUNT
from data.line import FRAME
from data.paint import hard
from data.sample import POSITIONS, every_placement

ORIGIN = hard.FIELD + hard.MARGIN  # px, where a stamp's first pixel is painted
_SIDE = 2 * ORIGIN + 1  # px of a canvas on which no line meets the edge


def opencv_line(side: int, first: tuple[int, int], last: tuple[int, int], thickness: int) -> np.ndarray:
    """What OpenCV paints: `(side, side)` bool."""
    import cv2

    canvas = np.zeros((side, side), np.uint8)
    cv2.line(canvas, first, last, 255, thickness)
    return canvas.astype(bool)


def spans_of(mask: np.ndarray) -> np.ndarray:
    """`(rows, 2)` int64 columns from..to of each row's painted pixels; 0, 0 when there are none.

    A few lines of width 5 have a hole of one pixel, which this fills.
    """
    stop = mask.shape[1] - mask[:, ::-1].argmax(axis=1)
    return np.where(mask.any(axis=1, keepdims=True), np.stack((mask.argmax(axis=1), stop), axis=1), 0)


def make_spans() -> np.ndarray:
    """The stamps of every width and direction, as `hard.Stamps.spans`."""
    spans = np.zeros((hard.STAMP_WIDTHS, hard.FIELD, hard.STAMP_STEPS, hard.STAMP_ROWS, 2), np.int8)
    for thickness, down, step in np.ndindex(spans.shape[:3]):
        last = (ORIGIN + step - hard.FIELD + 1, ORIGIN + down)
        painted = spans_of(opencv_line(_SIDE, (ORIGIN, ORIGIN), last, thickness + 1))
        painted = painted[hard.FIELD :][: hard.STAMP_ROWS - 1]  # from MARGIN rows above the first pixel
        spans[thickness, down, step, :-1] = np.where(painted[:, 1:] > 0, painted - ORIGIN, 0)
    return spans.reshape(-1, hard.STAMP_ROWS, 2)


def opencv_rows(pixels: np.ndarray, width: np.ndarray) -> np.ndarray:
    """`(n, 28, 2)` spans of lines painted in the frame, from `end` to `start` as the coursework did."""
    ends = [(tuple(end), tuple(start)) for start, end in pixels.tolist()]
    painted = [opencv_line(FRAME, *pair, int(wide)) for pair, wide in zip(ends, width, strict=True)]
    return np.stack([spans_of(mask) for mask in painted])


def make_cut(spans: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The placements of the 96 classes that differ from their stamp, as `hard.Stamps.cut` and `.cut_spans`."""
    differences: dict[int, np.ndarray] = {}
    for index, positions in product(range(CLASS_COUNT), POSITIONS):
        lines = every_placement(index, positions)
        pixels, _ = hard.pixels_near(lines)
        stamp, first = hard.stamp_of(pixels, lines.width)
        drawn = opencv_rows(pixels, lines.width)
        stamped = hard.rows_of(spans, stamp, first)
        differs = (hard.masks_of(drawn) != hard.masks_of(stamped)).any(axis=(1, 2))
        differences |= dict(zip(hard.place_of(stamp, first)[differs].tolist(), drawn[differs], strict=True))
    places = np.array(sorted(differences))
    return places, np.array([differences[place] for place in places.tolist()], np.int8)


if __name__ == "__main__":
    spans = make_spans()
    cut, cut_spans = make_cut(spans)
    np.savez_compressed(hard.STAMPS, spans=spans, cut=cut, cut_spans=cut_spans)
    print(f"{len(spans)} stamps and {len(cut)} lines cut by the frame: {hard.STAMPS.stat().st_size / 1000:.0f} kB")
