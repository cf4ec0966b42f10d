"""Reads any picture that a user gives into what the network sees.

The whole picture, padded to a square, becomes the frame, so a line keeps its proportions, its place and its share of
the picture. There are two exceptions. A line too small for the shortest class is enlarged: the frame becomes the square
around it in which it is 7 px long. A line thinner than 1 px of the frame is painted as bright as one of 1 px.
"""

from dataclasses import dataclass

import numpy as np

from data.background import ExtractedLine, background_of, box_mean, extract_line
from data.decode import ReadError, decode
from data.line import FRAME
from data.line_detector import has_line

__all__ = ["ReadError", "Reading", "read_picture", "read_pixels"]

SHORTEST = 7  # px of the frame
_FAINTEST = 0.05  # of a pixel covered by the line: less is noise
BLACK = 24  # levels: a darker background is left as it is
_MOSTLY = 0.75  # of the levels are darker: so is the background, and the slow look at it is spared
FRAMED = "freed of the background, which became black"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the network sees of a user's picture."""

    picture: np.ndarray  # (28, 28, 3) uint8 RGB
    line_found: bool  # False: there is no line


def read_picture(data: bytes) -> Reading:
    """Read a PNG, JPEG, WebP, BMP or GIF file of any size, as `read_pixels` does, and look for a line in it."""
    picture, _ = read_pixels(data)
    return Reading(picture, has_line(picture))


def read_pixels(data: bytes) -> tuple[np.ndarray, tuple[str, ...]]:
    """Read a PNG, JPEG, WebP, BMP or GIF file of any size.

    A picture of 28x28 px on black comes through unchanged. Of every other the background becomes black and the line
    keeps its colour; a line darker than its background is made bright, and white if it was black or grey.

    Returns:
        `(28, 28, 3)` uint8 RGB, and what was done: `FRAMED`, and what `data.decode` names.

    Raises:
        ReadError: the file cannot be read; the message is a sentence for the user.
    """
    decoded = decode(data)
    picture, changes = decoded.pixels, decoded.changes
    if picture.shape == (FRAME, FRAME, 3) and np.mean(picture < BLACK) >= _MOSTLY:
        return picture, changes
    background = background_of(picture)
    if picture.shape == (FRAME, FRAME, 3) and np.median(background) < BLACK:
        return picture, changes
    return _framed(extract_line(picture, background)), (*changes, FRAMED)


def _framed(extracted: ExtractedLine | None) -> np.ndarray:
    """The frame with the line in it: `(28, 28, 3)` uint8."""
    if extracted is None:
        return np.zeros((FRAME, FRAME, 3), np.uint8)
    extent, middle = _extent(extracted.coverage)
    top, left, side = _window(extracted.coverage.shape, extent, middle)
    pixels = _shrunk(extracted.pixels, top, left, side)
    coverage = _shrunk(extracted.coverage[..., None], top, left, side)
    thickness = coverage.sum() / (extent * FRAME / side)  # px of the frame
    gain = np.minimum(max(1, 1 / thickness), 1 / np.maximum(coverage, _FAINTEST))
    pixels = np.where(coverage * gain < _FAINTEST, 0, pixels * np.maximum(gain, 1))
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)


def _extent(coverage: np.ndarray) -> tuple[float, tuple[float, float]]:
    """The line's length, px, and its middle row and column, as of a bar with the same moments. Specks do not count."""
    line = coverage * (box_mean(box_mean(coverage) > 0.25) > 0)
    if not line.any():
        line = coverage
    rows, columns = (np.arange(size) + 0.5 for size in line.shape)
    across, down, total = line.sum(axis=0), line.sum(axis=1), line.sum()
    middle = (down @ rows / total, across @ columns / total)
    rows, columns = rows - middle[0], columns - middle[1]
    spread = np.array(((down @ rows**2, rows @ line @ columns), (rows @ line @ columns, across @ columns**2)))
    return float(np.sqrt(12 * np.linalg.eigvalsh(spread / total)[-1] + 1)), middle  # + 1: of the pixels themselves


def _window(shape: tuple[int, ...], extent: float, middle: tuple[float, float]) -> tuple[int, int, int]:
    """The square that becomes the frame: first row, first column and side, px. It may reach out of the picture."""
    whole = max(shape)
    side = min(whole, max(1, round(extent * FRAME / SHORTEST)))
    first = [(size - whole) // 2 for size in shape]
    if side < whole:
        first = [
            int(np.clip(round(at - side / 2), low, low + whole - side)) for at, low in zip(middle, first, strict=True)
        ]
    return first[0], first[1], side


def _shrunk(values: np.ndarray, top: int, left: int, side: int) -> np.ndarray:
    """The mean of `(height, width, k)` values over each of the 28x28 cells of a square; zero outside the picture."""
    rows, columns = (_overlaps(size, low, side) for size, low in zip(values.shape, (top, left), strict=False))
    return columns @ np.tensordot(rows, values, axes=1)


def _overlaps(size: int, low: int, side: int) -> np.ndarray:
    """`(28, size)` float32: the share of each of 28 equal cells from `low` to `low + side` that lies in each px."""
    edges = np.linspace(low, low + side, FRAME + 1)[:, None]
    first, last = np.maximum(edges[:-1], np.arange(size)), np.minimum(edges[1:], np.arange(1, size + 1))
    return (np.maximum(last - first, 0) * FRAME / side).astype(np.float32)
