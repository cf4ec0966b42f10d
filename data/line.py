"""The line and the batch of lines: geometry in px, x right and y up, from the lower left corner of the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FRAME = 28  # px, the side of a picture
TIE = 1e-6  # px, decides to which pixel a point on the edge between two belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSpec:
    """A straight line in the frame: what a user draws and what the heads predict.

    x runs right, y runs up, in px from the lower left corner. `angle` repeats every 180 degrees.
    """

    length: float  # px from end to end
    width: float  # px from edge to edge
    angle: float  # degrees, counter-clockwise from the x axis, 0 <= angle < 180
    colour: tuple[int, int, int]  # RGB, 0..255
    start: tuple[float, float]  # px

    def __post_init__(self) -> None:
        if not 0 <= self.angle < 180:
            raise ValueError(f"`angle` must be in [0, 180) degrees. Received: {self.angle}. Use `angle % 180`.")
        if not (math.isfinite(self.length) and self.length >= 0):
            raise ValueError(f"`length` must be 0 px or more. Received: {self.length}. Turn `angle` instead.")
        if not 0 < self.width < math.inf:
            raise ValueError(f"`width` must be more than 0 px. Received: {self.width}. Leave the line out instead.")
        if len(self.colour) != 3 or not all(0 <= channel <= 255 for channel in self.colour):
            raise ValueError(
                f"`colour` must be three numbers in 0..255. Received: {self.colour}. Give (red, green, blue)."
            )

    @property
    def end(self) -> tuple[float, float]:
        """The other end, px."""
        turn = math.radians(self.angle)
        return self.start[0] + self.length * math.cos(turn), self.start[1] + self.length * math.sin(turn)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A batch of n lines, as arrays."""

    ends: np.ndarray  # (n, 2, 2) float px: [start, end][x, y]
    width: np.ndarray  # (n,) float px
    colour: np.ndarray  # (n, 3) uint8 RGB

    def __post_init__(self) -> None:
        count = len(self.ends)
        if self.ends.shape != (count, 2, 2) or self.width.shape != (count,) or self.colour.shape != (count, 3):
            raise ValueError(
                "`ends`, `width`, `colour` must have the shapes (n, 2, 2), (n,), (n, 3). "
                f"Received: {self.ends.shape}, {self.width.shape}, {self.colour.shape}. Give one row per line."
            )

    def __len__(self) -> int:
        return len(self.ends)

    @classmethod
    def of(cls, specs: Sequence[LineSpec]) -> Lines:
        """The batch of these lines, in their order."""
        return cls(
            np.array([(spec.start, spec.end) for spec in specs], np.float64).reshape(-1, 2, 2),
            np.array([spec.width for spec in specs], np.float64),
            np.array([spec.colour for spec in specs], np.uint8).reshape(-1, 3),
        )

    @property
    def length(self) -> np.ndarray:
        """`(n,)` px from end to end."""
        return np.hypot(*(self.ends[:, 1] - self.ends[:, 0]).T)

    @property
    def angle(self) -> np.ndarray:
        """`(n,)` degrees in 0..180, counter-clockwise from the x axis."""
        across, up = (self.ends[:, 1] - self.ends[:, 0]).T
        return np.degrees(np.arctan2(up, across)) % 180

    def take(self, index: np.ndarray | slice) -> Lines:
        """The lines at `index`: integers, a mask or a slice."""
        return Lines(self.ends[index], self.width[index], self.colour[index])


def joined(parts: Sequence[Lines]) -> Lines:
    """One batch after the other."""
    return Lines(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("ends", "width", "colour")))


def pixel_of(points: np.ndarray) -> np.ndarray:
    """The pixels that hold these points.

    Args:
        points: `(..., 2)` px, [x, y up].

    Returns:
        `(..., 2)` int64, [column, row from the bottom]. A point between two pixels belongs to the right or lower one,
        whatever its last bits say: length 7 at 60 degrees ends 3.5 px to the right, which is always 4.
    """
    return np.floor(points + np.array((TIE, -TIE))).astype(np.int64)


def angle_error(predicted: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Smallest turn between two undirected lines.

    Args:
        predicted, true: `(n,)` degrees.

    Returns:
        `(n,)` degrees in 0..90: 0 and 165 are 15 apart.

    Source:
        Axial (undirected) data: N. I. Fisher, Statistical Analysis of Circular Data, 1993.
    """
    turn = np.abs(predicted - true) % 180
    return np.minimum(turn, 180 - turn)
