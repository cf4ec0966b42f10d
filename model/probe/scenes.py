"""Pictures of one line each as numbers that can be moved, and how they are painted."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from data.line import FRAME, Lines
from data.paint import paint, subpixel
from data.paint.painter import distance, tint

SHAPE = (FRAME, FRAME, 3)
_DIGITS = 9  # of px: an end in the middle of a pixel stays there, however it was computed


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scenes:
    """n lines, and what is done to their pictures. Every field has one row per picture."""

    middle: np.ndarray  # (n, 2) px, [x, y up]
    length: np.ndarray  # (n,) px
    width: np.ndarray  # (n,) px
    angle: np.ndarray  # (n,) degrees
    colour: np.ndarray  # (n, 3) RGB, 0..255
    noise: np.ndarray  # (n,) standard deviation, on the scale 0..255
    blur: np.ndarray  # (n,) standard deviation, px
    edge: np.ndarray  # (n,) px from full to nothing; NaN: as the painter has it
    background: np.ndarray  # (n,) grey level, 0..255
    painter: np.ndarray  # (n,) names in PAINTERS
    draw: np.ndarray  # (n,) which draw of the noise

    def __len__(self) -> int:
        return len(self.middle)

    @classmethod
    def of(cls, lines: Lines, painter: str | np.ndarray = "hard", draw: int | np.ndarray = 0) -> Scenes:
        """These lines on black, without noise or blur."""
        count, along = len(lines), lines.ends[:, 1] - lines.ends[:, 0]
        return cls(
            middle=lines.ends.mean(axis=1),
            length=np.hypot(*along.T),
            width=lines.width.astype(float),
            angle=np.degrees(np.arctan2(along[:, 1], along[:, 0])),
            colour=lines.colour.astype(float),
            noise=np.zeros(count),
            blur=np.zeros(count),
            edge=np.full(count, np.nan),
            background=np.zeros(count, int),
            painter=np.broadcast_to(np.asarray(painter), count),
            draw=np.broadcast_to(np.asarray(draw), count),
        )

    @property
    def lines(self) -> Lines:
        turn = np.radians(self.angle)
        half = self.length[:, None] / 2 * np.stack((np.cos(turn), np.sin(turn)), axis=1)
        ends = np.stack((self.middle - half, self.middle + half), axis=1)
        return Lines(ends.round(_DIGITS), self.width, np.rint(self.colour).astype(np.uint8))

    @property
    def inside(self) -> np.ndarray:
        """`(n,)` bool: both ends lie in the frame."""
        ends = self.lines.ends
        return np.all((ends >= 0) & (ends <= FRAME), axis=(1, 2))

    def take(self, index: np.ndarray | slice) -> Scenes:
        """The scenes at `index`: integers, a mask or a slice."""
        return Scenes(**{field.name: getattr(self, field.name)[index] for field in fields(self)})

    def times(self, count: int) -> Scenes:
        """All scenes, then all again: `count` times."""
        return self.take(np.tile(np.arange(len(self)), count))


def painted(scenes: Scenes) -> np.ndarray:
    """The pictures `(n, 28, 28, 3)` uint8 RGB: line, then blur, then noise."""
    pictures = _lines_painted(scenes)
    blurred, noisy = np.flatnonzero(scenes.blur > 0), np.flatnonzero(scenes.noise > 0)
    if len(blurred):
        pictures[blurred] = _rounded(_blurred(pictures[blurred], scenes.blur[blurred]))
    if len(noisy):
        fields_ = noise_fields(int(scenes.draw.max()) + 1)[scenes.draw[noisy]]
        pictures[noisy] = _rounded(pictures[noisy] + scenes.noise[noisy, None, None, None].astype(np.float32) * fields_)
    return pictures


def _lines_painted(scenes: Scenes) -> np.ndarray:
    pictures, lines, own = np.empty((len(scenes), *SHAPE), np.uint8), scenes.lines, np.isnan(scenes.edge)
    for name in np.unique(scenes.painter):
        for background in np.unique(scenes.background):
            rows = np.flatnonzero(own & (scenes.painter == name) & (scenes.background == background))
            pictures[rows] = paint(lines.take(rows), str(name), int(background))
    if not own.all():
        rows = np.flatnonzero(~own)
        pictures[rows] = _with_edge(lines.take(rows), scenes.edge[rows])
    return pictures


def _with_edge(lines: Lines, edge: np.ndarray) -> np.ndarray:
    """Lines of their real width on black. Edge 0 is the painter 'subpixel', edge 1 'smooth', more is softer."""
    pictures = np.empty((len(lines), *SHAPE), np.uint8)
    soft = np.maximum(edge, 1e-3).astype(np.float32)[:, None, None]
    inside = (lines.width.astype(np.float32)[:, None, None] / 2 + soft / 2 - distance(lines)) / soft
    coverage = (np.clip(inside, 0, 1) * 255 + np.float32(0.5)).astype(np.uint8)
    hard = edge == 0
    if hard.any():
        coverage[hard] = subpixel.coverage(lines.take(hard))
    tint(pictures, coverage, lines.colour, background=0)
    return pictures


def _blurred(pictures: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """Gaussian blur, one deviation a picture; at the frame's sides the weights of what is left sum to 1."""
    steps = np.arange(FRAME)
    away = (steps[:, None] - steps) ** 2
    weights = np.exp(-away / (2 * deviations[:, None, None] ** 2))
    weights /= weights.sum(axis=2, keepdims=True)  # (n, 28, 28)
    rows = weights @ pictures.reshape(len(pictures), FRAME, -1)  # down each column
    across = rows.reshape(-1, FRAME, FRAME, 3).swapaxes(1, 2).reshape(len(pictures), FRAME, -1)
    return (weights @ across).reshape(-1, FRAME, FRAME, 3).swapaxes(1, 2)


@lru_cache(maxsize=2)
def noise_fields(count: int) -> np.ndarray:
    """`(count, 28, 28, 3)` float32 of deviation 1, always the same ones: more noise is the same noise, stronger."""
    fields_ = np.stack([np.random.default_rng(draw).standard_normal(SHAPE, np.float32) for draw in range(count)])
    fields_.flags.writeable = False
    return fields_


def _rounded(levels: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)
