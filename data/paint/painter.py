"""What a painter is, and what several painters share: giving a coverage its colour, and distances to a line."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

import numpy as np

from data.line import FRAME, Lines, pixel_of

DOT = np.float32(1e-6)  # px: a shorter line has no direction, as the squares of its parts lose their digits
Fill = Callable[[np.ndarray, Lines, int], None]


@dataclass(frozen=True, slots=True)
class Painter:
    """One way to turn lines into pictures."""

    name: str
    about: str  # one sentence
    _: KW_ONLY
    sub_pixel: bool  # True: where in its pixel a line starts can be seen
    fill: Fill  # (pictures (n, 28, 28, 3) uint8 to write, n lines, grey level of the background)


def tint(pictures: np.ndarray, coverage: np.ndarray, colour: np.ndarray, background: int) -> None:
    """Mix each line's colour with the background.

    Args:
        pictures: `(n, 28, 28, 3)` uint8, written.
        coverage: `(n, 28, 28)` uint8, 0 is background, 255 is line.
        colour: `(n, 3)` uint8 RGB.
        background: grey level, 0..255.
    """
    line = coverage.astype(np.uint16)
    behind = (255 - line) * np.uint16(background) + np.uint16(128)
    for channel in range(3):
        mixed = line * colour[:, channel, None, None].astype(np.uint16)
        mixed += behind
        mixed += mixed >> 8  # with the next line: division by 255, rounded
        pictures[..., channel] = mixed >> 8


def from_coverage(coverage: Callable[[Lines], np.ndarray]) -> Fill:
    """The fill of a painter that computes how much of each pixel its line covers, `(n, 28, 28)` uint8."""

    def fill(pictures: np.ndarray, lines: Lines, background: int) -> None:
        tint(pictures, coverage(lines), lines.colour, background)

    return fill


def pixels_of(ends: np.ndarray) -> np.ndarray:
    """The pixels that hold points, for painters that have no smaller unit.

    Args:
        ends: `(..., 2)` px, [x, y up].

    Returns:
        `(..., 2)` int64 [column, row from the TOP]. A point on the frame's own edge lies in the frame.
    """
    pixels = pixel_of(ends)
    within = (ends >= 0) & (ends <= FRAME)
    pixels = np.where(within, np.clip(pixels, 0, FRAME - 1), pixels)
    pixels[..., 1] = FRAME - 1 - pixels[..., 1]
    return pixels


def distance(lines: Lines, nudge: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """How far each pixel's centre is from its line, px.

    Args:
        lines: n lines.
        nudge: px, moves every line: settles which pixels an edge through their centres takes.

    Returns:
        `(n, 28, 28)` float32, row 0 on top. The ends count as round. `static/shared/line/distance.js` says the same to
        the last bit: sums, products, quotients and roots alone are rounded alike everywhere.
    """
    ends = lines.ends.astype(np.float32)
    across, up = (ends[:, 1] - ends[:, 0]).T[..., None]  # (n, 1)
    length = np.sqrt(across * across + up * up)
    directed = length > DOT
    cos = np.divide(across, length, out=np.ones_like(length), where=directed)
    sin = np.divide(up, length, out=np.zeros_like(length), where=directed)
    middle = (ends[:, 0] + ends[:, 1]) / 2 + np.array(nudge, np.float32)
    centres = np.arange(FRAME, dtype=np.float32) + np.float32(0.5)
    x = centres - middle[:, :1]  # (n, 28)
    y = centres[::-1] - middle[:, 1:]  # (n, 28), from the top row down
    beside = (y * cos)[:, :, None] - (x * sin)[:, None, :]
    beyond = (y * sin)[:, :, None] + (x * cos)[:, None, :]  # past the line's middle
    np.abs(beyond, out=beyond)
    beyond -= (length / 2)[:, :, None]
    np.maximum(beyond, 0, out=beyond)
    beyond *= beyond
    beside *= beside
    beside += beyond
    return np.sqrt(beside, out=beside)
