"""The sampler: lines of the 96 classes in every place, and free lines between them, painted."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from data.free_lines import free_lines
from data.labels import CLASS_COUNT, PROPERTIES, labels_of
from data.line import FRAME, Lines, joined, pixel_of
from data.paint import PAINTERS, paint

POSITIONS = ("every", "coursework", "both")
NOISE_CHUNK = 1024  # pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplerSettings:
    """What to draw. Equal settings give equal pictures."""

    per_class: int | None = None  # draws with replacement; None: every placement of the class once
    seed: int = 0
    positions: str = "every"  # "coursework": the places and the bent ends of 2019; "both": all, those of 2019 hard
    free_lines: float = 0  # share of lines of any angle, see `data/free_lines.py`
    painters: tuple[str, ...] = ("hard",)  # each picture by one of these, at random; see `_painters`
    noise: float = 0  # standard deviation, on the scale 0..255
    wobble: float = 0  # px, standard deviation by which each end is moved
    ground: int = 0  # grey level of the background

    def __post_init__(self) -> None:
        if self.per_class is not None and self.per_class < 1:
            raise ValueError(f"`per_class` must be 1 or more, or None for all. Received: {self.per_class}.")
        if self.seed < 0:
            raise ValueError(f"`seed` must be 0 or more. Received: {self.seed}. Leave the sign out.")
        if self.positions not in POSITIONS:
            raise ValueError(
                f"`positions` must be one of {POSITIONS}. Received: {self.positions!r}. Choose one of these."
            )
        if not 0 <= self.free_lines <= 1:
            raise ValueError(f"`free_lines` must be a share in 0..1. Received: {self.free_lines}. 0.5 is half.")
        if self.free_lines == 1 and self.per_class is None:
            raise ValueError(
                "`free_lines` must be below 1 where every placement is drawn once. Received: 1. Set `per_class`."
            )
        if not self.painters or set(self.painters) - set(PAINTERS):
            raise ValueError(
                f"`painters` must be some of {tuple(PAINTERS)}. Received: {self.painters}. Name at least one."
            )
        if not 0 <= self.noise <= 255:
            raise ValueError(f"`noise` must be in 0..255. Received: {self.noise}. 8 is already strong.")
        if not 0 <= self.wobble <= FRAME:
            raise ValueError(f"`wobble` must be in 0..{FRAME} px. Received: {self.wobble}. 0.5 is already strong.")
        if not 0 <= self.ground <= 255:
            raise ValueError(f"`ground` must be a grey level in 0..255. Received: {self.ground}. 0 is black.")


@dataclass(frozen=True, slots=True, eq=False)
class PictureSet:
    """Pictures with what is true of them."""

    pictures: np.ndarray  # (n, 28, 28, 3) uint8 RGB
    labels: np.ndarray  # (n, 4) int64, columns as in `PROPERTIES`
    lines: Lines

    def __len__(self) -> int:
        return len(self.pictures)


def sample(settings: SamplerSettings, rows: np.ndarray | None = None) -> PictureSet:
    """Draw the pictures that `settings` describe, class after class.

    Args:
        rows: `(k,)` numbers of the pictures that are drawn, as they are among all (default: all).
    """
    rng = np.random.default_rng(settings.seed)
    lines, labels, painter = _lines(settings, rng)
    rows = np.arange(len(lines)) if rows is None else rows
    lines = lines.take(rows)
    pictures = _painted(lines, painter[rows], settings)
    if settings.noise:
        _add_noise(pictures, rows, settings.noise, rng)
    return PictureSet(pictures, labels[rows], lines)


def sampled_lines(settings: SamplerSettings, rows: np.ndarray) -> Lines:
    """The lines of these pictures of a sample, which need not be painted."""
    return _lines(settings, np.random.default_rng(settings.seed))[0].take(rows)


def every_placement(class_index: int, positions: str = "every") -> Lines:
    """Every place where a line of this class may lie, once.

    Args:
        class_index: 0..95.
        positions: "every" (all places where both end pixels lie in the frame; the line has its nominal length and
            angle), "coursework" (the places that the generator of 2019 could draw, with its end points) or "both".
    """
    row = labels_of(np.array([class_index]))[0]
    length, width, colour, angle = (prop.values[label] for prop, label in zip(PROPERTIES.values(), row, strict=True))
    places = {"every": (_every_ends,), "coursework": (_coursework_ends,), "both": (_every_ends, _coursework_ends)}
    ends = np.concatenate([place(length, angle) for place in places[positions]])
    return Lines(ends, np.full(len(ends), float(width)), np.tile(np.array(colour, np.uint8), (len(ends), 1)))


@cache
def _every_ends(length: float, angle: float) -> np.ndarray:
    """`(n, 2, 2)` px: starts in the middle of every pixel from which the line's end is in the frame."""
    turn = math.radians(angle)
    starts = _grid(range(FRAME), range(FRAME)) + 0.5
    ends = np.stack((starts, starts + length * np.array((math.cos(turn), math.sin(turn)))), axis=1)
    pixels = pixel_of(ends[:, 1])
    return ends[((pixels >= 0) & (pixels < FRAME)).all(axis=1)]


@cache
def _coursework_ends(length: float, angle: float) -> np.ndarray:
    """`(n, 2, 2)` px, as the generator of 2019 drew them.

    It counted y down, started at the upper end, rounded the lower one down, and beyond 90 degrees took the x range from
    the sine. A few lines reach one px out of the frame.
    """
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    across, down = math.floor(length * abs(cos)), math.floor(length * sin)
    columns = range(across, FRAME - down) if angle <= 90 else range(down, FRAME - across)
    upper = _grid(columns, range(FRAME - down))
    lower = np.floor(upper + np.array((-length * cos, length * sin)))
    middles = np.stack((lower, upper), axis=1) + 0.5
    middles[..., 1] = FRAME - middles[..., 1]
    return middles


def _grid(columns: range, rows: range) -> np.ndarray:
    """`(n, 2)` int64: every pair of a column and a row."""
    return np.stack(np.meshgrid(columns, rows, indexing="ij"), axis=-1).reshape(-1, 2)


def _lines(settings: SamplerSettings, rng: np.random.Generator) -> tuple[Lines, np.ndarray, np.ndarray]:
    """All lines as they are painted, their labels `(n, 4)`, and the number of the painter of each `(n,)`."""
    lines, labels, on_grid, bent = _placed(settings, rng)
    painter = _painters(settings, bent, rng)
    sub_pixel = np.array([PAINTERS[name].sub_pixel for name in settings.painters])[painter]
    return _moved(lines, sub_pixel & on_grid, settings.wobble, rng), labels, painter


def _painters(settings: SamplerSettings, bent: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The number of the painter of each line `(n,)`, drawn at random.

    Beside other places, those of 2019 keep its hard edges: finer ones would show that their lines are bent.
    """
    painter = rng.integers(len(settings.painters), size=len(bent))
    if "hard" in settings.painters:
        painter[bent] = settings.painters.index("hard")
    return painter


def _placed(settings: SamplerSettings, rng: np.random.Generator) -> tuple[Lines, np.ndarray, np.ndarray, np.ndarray]:
    """The lines of all classes where they are drawn at first, and their labels `(n, 4)`.

    Further `(n,)`: which are not free, and which of these are placements of 2019 beside all others.
    """
    groups, classes, on_grid, bent = [], [], [], []
    for index in range(CLASS_COUNT):
        grid = every_placement(index, settings.positions)
        count, free = _counts(settings, len(grid))
        nominal = len(every_placement(index)) if settings.positions == "both" else len(grid)  # those of 2019 follow
        places = np.arange(len(grid))
        if settings.per_class is not None:
            places = rng.integers(len(grid), size=count)
        groups += [grid.take(places), free_lines(index, free, rng)]
        classes += [index] * (count + free)
        on_grid += [True] * count + [False] * free
        bent += [*(places >= nominal).tolist(), *[False] * free]
    return joined(groups), labels_of(np.array(classes)), np.array(on_grid), np.array(bent)


def _counts(settings: SamplerSettings, placements: int) -> tuple[int, int]:
    """How many lines of a class lie on the grid, and how many are free."""
    share = settings.free_lines
    if settings.per_class is None:
        return placements, round(placements * share / (1 - share))
    free = round(settings.per_class * share)
    return settings.per_class - free, free


def _moved(lines: Lines, sub_pixel: np.ndarray, wobble: float, rng: np.random.Generator) -> Lines:
    """Where `sub_pixel`, lines start anywhere in their pixel, not in its middle; `wobble` moves all ends."""
    jitter = rng.uniform(-0.5, 0.5, (len(lines), 1, 2)) * sub_pixel[:, None, None]
    return Lines(lines.ends + jitter + wobble * rng.standard_normal(lines.ends.shape), lines.width, lines.colour)


def _painted(lines: Lines, painter: np.ndarray, settings: SamplerSettings) -> np.ndarray:
    """Paint line i with the painter number `painter[i]` of the settings."""
    if len(settings.painters) == 1:
        return paint(lines, settings.painters[0], settings.ground)
    pictures = np.empty((len(lines), FRAME, FRAME, 3), np.uint8)
    for number, name in enumerate(settings.painters):
        pictures[painter == number] = paint(lines.take(painter == number), name, settings.ground)
    return pictures


def _add_noise(pictures: np.ndarray, rows: np.ndarray, deviation: float, rng: np.random.Generator) -> None:
    """Add normal noise to every channel of every pixel, in place; picture i has the noise number `rows[i]`."""
    chunks = rows // NOISE_CHUNK
    for chunk in range(int(chunks.max(initial=-1)) + 1):
        noise = rng.standard_normal((NOISE_CHUNK, *pictures.shape[1:]), np.float32)
        some = np.flatnonzero(chunks == chunk)
        noisy = noise[rows[some] - chunk * NOISE_CHUNK]
        noisy *= deviation
        noisy += pictures[some]
        pictures[some] = np.clip(np.rint(noisy, out=noisy), 0, 255, out=noisy)
