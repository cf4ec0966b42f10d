"""Robustness: accuracy of each head while the pictures are corrupted more and more. Add yours to `CORRUPTIONS`."""

import math
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace

import numpy as np

from data.labels import PROPERTIES
from model.heads import HEADS
from model.probe.colour import hue_of, with_hue
from model.probe.scenes import Scenes, painted
from model.probe.sweep import Predict
from model.scores import predicted

KEPT_SKILL = 0.9  # a head is broken when it has lost a tenth of what it reads better than by chance
SKILL = 0.05  # below this much above chance there is nothing to break
CORRUPTION_SEED = 0
CHANCES = [1 / len(head.classes) for head in HEADS.values()]  # accuracies of heads that guess
MAGENTA = 300.0  # degrees of hue, as far from red as from blue

Corrupt = Callable[[Scenes, float, np.random.Generator], np.ndarray]


@dataclass(frozen=True, slots=True)
class Corruption:
    """One way to corrupt pictures."""

    name: str
    label: str
    unit: str  # as it stands behind a strength
    about: str  # one sentence: what a strength means
    _: KW_ONLY
    strengths: tuple[float, ...]  # rising from 0, which changes nothing
    whole: bool = False  # there is nothing between two strengths
    corrupt: Corrupt  # -> (n, 28, 28, 3) uint8


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Robustness:
    """What one corruption does."""

    strengths: tuple[float, ...]
    accuracy: np.ndarray  # (strengths, 4)
    breaks: tuple[float | None, ...]  # per head: the strength at which it is broken; None: not in this range

    @property
    def first(self) -> int | None:
        """The head that breaks first; of two at the same strength the one with less accuracy there."""
        left = (self.accuracy - CHANCES) / np.maximum(self.accuracy[0] - CHANCES, SKILL)  # of what it reads
        broken = [(at, float(left[:, head].sum()), head) for head, at in enumerate(self.breaks) if at is not None]
        return min(broken)[2] if broken else None


def robustness(scenes: Scenes, labels: np.ndarray, predict: Predict, corruption: Corruption) -> Robustness:
    """Accuracy of every head at every strength.

    Args:
        scenes: n lines, never trained on.
        labels: `(n, 4)` true classes.
    """
    rows = []
    for strength in corruption.strengths:
        pictures = corruption.corrupt(scenes, strength, np.random.default_rng(CORRUPTION_SEED))
        rows.append((predicted(predict(pictures)) == labels).mean(axis=0))
    accuracy = np.stack(rows)
    limits = [breaking(corruption.strengths, accuracy[:, i], chance) for i, chance in enumerate(CHANCES)]
    breaks = tuple(math.ceil(at) if at is not None and corruption.whole else at for at in limits)
    return Robustness(strengths=corruption.strengths, accuracy=accuracy, breaks=breaks)


def breaking(strengths: tuple[float, ...], accuracy: np.ndarray, chance: float) -> float | None:
    """The strength at which accuracy has fallen to chance + 0.9 (accuracy at 0 - chance), between two by a line."""
    limit = chance + KEPT_SKILL * (accuracy[0] - chance)
    below = np.flatnonzero(accuracy < limit)
    if accuracy[0] - chance < SKILL or not len(below):
        return None
    last = int(below[0])
    share = (accuracy[last - 1] - limit) / (accuracy[last - 1] - accuracy[last])
    return float(strengths[last - 1] + share * (strengths[last] - strengths[last - 1]))


def _with_field(name: str) -> Corrupt:
    """All scenes with this strength in one of their fields."""
    return lambda scenes, strength, _: painted(replace(scenes, **{name: np.full(len(scenes), strength)}))


def _faded(scenes: Scenes, strength: float, _: np.random.Generator) -> np.ndarray:
    return np.rint(painted(scenes) * (1 - strength / 100)).astype(np.uint8)


def _off_grid(scenes: Scenes, strength: float, rng: np.random.Generator) -> np.ndarray:
    """Every value goes this part of the way to the border between two classes; the angle to either side."""
    share = strength / 100
    side = rng.choice((-1.0, 1.0), len(scenes))
    moved = replace(
        scenes,
        length=_towards_middle(scenes.length, "length", share),
        width=_towards_middle(scenes.width, "width", share),
        angle=scenes.angle + side * share * 180 / len(PROPERTIES["angle"].values) / 2,
    )
    return painted(_between_hues(moved, share) if share else moved)


def _towards_middle(values: np.ndarray, name: str, share: float) -> np.ndarray:
    return values + share * (np.mean(PROPERTIES[name].values) - values)


def _between_hues(scenes: Scenes, share: float) -> Scenes:
    hue = hue_of(scenes.colour)
    hue = np.where(hue < 120, hue + 360, hue)  # red is 360, blue 240
    return replace(scenes, colour=with_hue(scenes.colour, hue + share * (MAGENTA - hue)))


def _wobbled(scenes: Scenes, strength: float, rng: np.random.Generator) -> np.ndarray:
    lines = scenes.lines
    moved = replace(lines, ends=lines.ends + strength * rng.standard_normal(lines.ends.shape))
    return painted(Scenes.of(moved, scenes.painter, scenes.draw))


def _crowded(scenes: Scenes, strength: float, rng: np.random.Generator) -> np.ndarray:
    """So many other lines of the same set in the picture; the lighter channel shows where two meet."""
    pictures = painted(scenes)
    crowded = pictures.copy()
    for _ in range(round(strength)):
        np.maximum(crowded, pictures[rng.permutation(len(pictures))], out=crowded)
    return crowded


_TABLE = (
    Corruption("noise", "Noise", "", "Normal noise on every channel: its standard deviation, of 0 to 255.",
               strengths=(0, 4, 8, 16, 32, 64, 128), corrupt=_with_field("noise")),
    Corruption("blur", "Blur", " px", "Gaussian blur: its standard deviation.",
               strengths=(0, 0.5, 1, 1.5, 2, 3, 4), corrupt=_with_field("blur")),
    Corruption("contrast", "Fading contrast", " %", "The line's light that is taken away.",
               strengths=(0, 20, 40, 60, 80, 90, 95), corrupt=_faded),
    Corruption("ground", "Grey ground", "", "The grey level of the background, of 0 to 255.",
               strengths=(0, 8, 16, 32, 64, 96, 128), corrupt=_with_field("background")),
    Corruption("off-grid", "Off-grid values", " %",
               "All four values leave the trained ones, so far of the way to the border between two classes.",
               strengths=(0, 10, 20, 40, 60, 80, 100), corrupt=_off_grid),
    Corruption("wobble", "Moved ends", " px", "Each end is moved at random: the standard deviation on both axes.",
               strengths=(0, 0.25, 0.5, 1, 1.5, 2, 3), corrupt=_wobbled),
    Corruption("lines", "More lines", "", "Other test lines in the same picture; right is what is true of the first.",
               strengths=(0, 1, 2, 3, 4), whole=True, corrupt=_crowded),
)  # fmt: skip
CORRUPTIONS: dict[str, Corruption] = {corruption.name: corruption for corruption in _TABLE}
