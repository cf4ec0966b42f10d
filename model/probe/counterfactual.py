"""Nearest counterfactual: the smallest change of a line that makes one head say something else.

`static/shared/scene/nearest_flip.js` searches in the same way in the browser.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data.labels import PROPERTIES
from data.line import FRAME
from model.heads import HEADS
from model.probe.factors import FACTORS
from model.probe.scenes import Scenes, painted
from model.probe.sweep import HALVINGS, Predict
from model.scores import predicted

TRAINED_STEPS: dict[str, float] = {  # a change of one trained step counts 1
    "length": float(np.ptp(PROPERTIES["length"].values)),
    "width": float(np.ptp(PROPERTIES["width"].values)),
    "angle": 180 / len(PROPERTIES["angle"].values),
    "x": 1.0,  # every pixel is a trained place
    "y": 1.0,
    "hue": 120.0,  # from blue to red, the short way
}
_SIZE = len(TRAINED_STEPS)
_FACTORS = [FACTORS[name] for name in TRAINED_STEPS]
RAY_SAMPLES = 120  # on each ray from the line
DIRECTIONS = 384  # random ones
FAR, LEVELS = FRAME / 2, 10  # trained steps, and radii up to there that are tried where no flip is known
_ROUNDS, _TRIES = 9, 64  # of improving the best direction
SPREAD, NARROWER = 0.5, 0.7  # of the first round, and how it shrinks
SMALL, WORTH = 0.15, 1.02  # of the distance: smaller changes are left out if that makes the way so much longer at most


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Random directions of a seed."""

    first: np.ndarray  # (DIRECTIONS, 6) float32
    rounds: np.ndarray  # (rounds, tries, 6) float32, added to the best direction so far
    kept: np.ndarray  # (rounds, tries, 6) bool: the properties that move


@lru_cache(maxsize=4)
def search_directions(seed: int) -> Directions:
    rng = np.random.default_rng(seed)
    size, near = (DIRECTIONS, _SIZE), (_ROUNDS, _TRIES, _SIZE)
    first = rng.standard_normal(size, np.float32) * (rng.random(size) < 0.6)
    return Directions(first, rng.standard_normal(near, np.float32), rng.random(near) < 0.8)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Counterfactual:
    """A line that is read differently."""

    changes: dict[str, float]  # property -> new value, those that moved
    distance: float  # trained steps: the Euclidean length of all changes
    scene: Scenes  # one
    before: int  # class
    after: int  # class


class _Search:
    """Asks one head about lines that lie some trained steps away from the held one."""

    def __init__(self, held: Scenes, head: str, predict: Predict) -> None:
        self.held, self.predict = held, predict
        self.column = list(HEADS).index(head)
        self.origin = np.array([factor.get(held)[0] for factor in _FACTORS])  # (6,)
        self.may_leave = not held.inside[0]
        self.before = int(self._answers(held)[0])

    def scenes(self, offsets: np.ndarray) -> Scenes:
        """The lines at `(n, 6)` trained steps from the held one. What turns comes round; the rest must be in range."""
        values = self.origin + offsets * np.array(list(TRAINED_STEPS.values()))
        scenes = self.held.times(len(offsets))
        for factor, steps, target, now in zip(_FACTORS, offsets.T, values.T, self.origin, strict=True):
            target = target % factor.turn if factor.turn else target
            scenes = factor.put(scenes, np.where(steps != 0, target, now))  # an untouched value stays bit for bit
        return scenes

    def flips(self, offsets: np.ndarray) -> np.ndarray:
        """`(n,)` bool: the head says something else, and the line is allowed."""
        scenes = self.scenes(offsets)
        return (self._answers(scenes) != self.before) & self._allowed(scenes, offsets)

    def _answers(self, scenes: Scenes) -> np.ndarray:
        return predicted(self.predict(painted(scenes)))[:, self.column]

    def _allowed(self, scenes: Scenes, offsets: np.ndarray) -> np.ndarray:
        """In the range of the sweeps, and in the frame if the held line is."""
        allowed = scenes.inside | self.may_leave
        for factor, steps in zip(_FACTORS, offsets.T, strict=True):
            if not factor.turn:
                values = factor.get(scenes)
                allowed &= ((values >= factor.low) & (values <= factor.high)) | (steps == 0)
        return allowed

    def counterfactual(self, offset: np.ndarray) -> Counterfactual:
        """The line at `(6,)` steps, as an answer."""
        scene = self.scenes(offset[None])
        moved = [factor for factor, step in zip(_FACTORS, offset, strict=True) if step]
        return Counterfactual(
            changes={factor.name: float(factor.get(scene)[0]) for factor in moved},
            distance=float(np.linalg.norm(offset)),
            scene=scene,
            before=self.before,
            after=int(self._answers(scene)[0]),
        )


def nearest_flips(
    held: Scenes, head: str, predict: Predict, seed: int = 0
) -> tuple[dict[str, Counterfactual | None], Counterfactual | None]:
    """The smallest flips by each property alone, and by all together.

    Alone: samples along both directions, then bisection. Together: random directions of a seed that flip at the best
    radius so far, then directions near the best one; the result is a small change, not proven to be the smallest.

    Args:
        held: one scene.

    Returns:
        Per property in `TRAINED_STEPS` the nearest flip or None, and the nearest of all (which may be one of those).
    """
    search = _Search(held, head, predict)
    alone = {name: _alone(search, column) for column, name in enumerate(TRAINED_STEPS)}
    together = _together(search, _shortest(*alone.values()), search_directions(seed))
    singles = {name: None if offset is None else search.counterfactual(offset) for name, offset in alone.items()}
    return singles, None if together is None else search.counterfactual(together)


def _alone(search: _Search, column: int) -> np.ndarray | None:
    """`(6,)` steps of the nearest flip along one property."""
    directions = np.zeros((2, _SIZE))
    directions[:, column] = (1, -1)
    factor, now = _FACTORS[column], search.origin[column]
    reach = factor.turn / 2 if factor.turn else max(factor.high - now, now - factor.low)
    return _nearest_on(search, directions, reach / TRAINED_STEPS[factor.name], RAY_SAMPLES)


def _together(search: _Search, single: np.ndarray | None, directions: Directions) -> np.ndarray | None:
    """`(6,)` steps of a flip at least as near as `single`."""
    reach, samples = (FAR, LEVELS) if single is None else (float(np.linalg.norm(single)), 1)
    best = _shortest(single, _nearest_on(search, _unit(directions.first), reach, samples))
    if best is None:
        return None
    for i, (steps, kept) in enumerate(zip(directions.rounds, directions.kept, strict=True)):
        near = (_unit(best) + SPREAD * NARROWER**i * steps) * kept
        nearer = _nearest_on(search, _unit(near), float(np.linalg.norm(best)), 1)
        best = best if nearer is None else nearer
    return _plainer(search, best, reach)


def _nearest_on(search: _Search, directions: np.ndarray, reach: float, samples: int) -> np.ndarray | None:
    """The nearest flip on rays `(d, 6)` of unit length: sampled, then bisected between the last two samples."""
    radii = reach * np.arange(1, samples + 1) / samples
    flips = search.flips((radii[:, None, None] * directions).reshape(-1, _SIZE)).reshape(samples, -1)
    rays = np.flatnonzero(flips.any(axis=0))
    if not len(rays):
        return None
    first = flips[:, rays].argmax(axis=0)
    rays = rays[first <= first.min() + 1]  # others end farther away
    high = radii[flips[:, rays].argmax(axis=0)]
    return _nearest_end(search, directions[rays], high - radii[0], high)


def _nearest_end(search: _Search, rays: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """`(6,)` the flip that bisection finds nearest, between two radii of each ray `(k, 6)`."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        over = search.flips(middle[:, None] * rays)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
        near = low < high.min()  # others end farther away
        rays, low, high = rays[near], low[near], high[near]
    return high.min() * rays[high.argmin()]


def _shortest(*offsets: np.ndarray | None) -> np.ndarray | None:
    return min((offset for offset in offsets if offset is not None), key=np.linalg.norm, default=None)


def _plainer(search: _Search, offset: np.ndarray, reach: float) -> np.ndarray:
    """Without its small changes, if what is left flips hardly farther away and not beyond `reach`."""
    size = float(np.linalg.norm(offset))
    plain = np.where(np.abs(offset) < SMALL * size, 0, offset)
    shorter = _nearest_on(search, _unit(plain)[None], min(WORTH * size, reach), LEVELS)
    return offset if shorter is None else shorter


def _unit(directions: np.ndarray) -> np.ndarray:
    """Scaled to length 1; what has no length goes up in length."""
    size = np.linalg.norm(directions, axis=-1, keepdims=True)
    first = np.eye(_SIZE)[0]
    return np.where(size > 0, directions / np.where(size > 0, size, 1), first)
