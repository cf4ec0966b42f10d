"""The factors of a picture that can be moved while the rest is held. Add yours to `FACTORS`."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np

from data.labels import PROPERTIES
from data.line import FRAME
from model.probe.colour import hue_of, with_brightness, with_hue
from model.probe.scenes import Scenes

FREE = (8.0, 20.0)  # px: a line of 15 px whose middle lies here is in the frame at every angle
LENGTHS, _WIDTHS, _ANGLES = (PROPERTIES[name].values for name in ("length", "width", "angle"))


@dataclass(frozen=True, slots=True)
class Factor:
    """One number of a scene, how far it moves, and how."""

    name: str  # in links
    label: str
    unit: str  # as it stands behind a number
    about: str  # one sentence
    _: KW_ONLY
    span: tuple[float, float, float]  # the lowest and the highest value, and the step between two samples of a sweep
    trained: tuple[float, ...] = ()  # values that the coursework has
    usual: tuple[float, float]  # where cross-talk is measured
    own: str | None = None  # the head that reads it
    turn: float | None = None  # comes back after so much
    get: Callable[[Scenes], np.ndarray]  # `(n,)` values now
    put: Callable[[Scenes, np.ndarray], Scenes]  # the scenes with these `(n,)` values

    low = property(lambda self: self.span[0])
    high = property(lambda self: self.span[1])
    step = property(lambda self: self.span[2])

    @property
    def digits(self) -> int:
        """Decimals of a value in words."""
        return 1 if self.step >= 0.1 else 2

    def text(self, value: float) -> str:
        """A value in words: '9.8 px'."""
        return f"{round(float(value), self.digits):g}{self.unit}"

    def grid(self) -> np.ndarray:
        """The values of a sweep, from low to high."""
        return np.linspace(self.low, self.high, round((self.high - self.low) / self.step) + 1).round(6)


def _field(name: str, get: Callable[[Scenes], np.ndarray] | None = None) -> dict[str, Any]:
    """How a field of a scene is read and changed."""
    return {"get": get or attrgetter(name), "put": lambda scenes, values: replace(scenes, **{name: values})}


def _axis(axis: int) -> dict[str, Any]:
    def put(scenes: Scenes, values: np.ndarray) -> Scenes:
        middle = scenes.middle.copy()
        middle[:, axis] = values
        return replace(scenes, middle=middle)

    return {"get": lambda scenes: scenes.middle[:, axis], "put": put}


def _colour(get: Callable, change: Callable) -> dict[str, Any]:
    def put(scenes: Scenes, values: np.ndarray) -> Scenes:
        return replace(scenes, colour=change(scenes.colour, values))

    return {"get": lambda scenes: get(scenes.colour), "put": put}


def _edge_now(scenes: Scenes) -> np.ndarray:
    """The painters' own: 1 px of 'smooth', else 0."""
    return np.where(np.isnan(scenes.edge), np.where(scenes.painter == "smooth", 1.0, 0.0), scenes.edge)


_TABLE = (
    Factor("angle", "Angle", "°", "The line turns about its middle.",
           span=(0, 180, 1), trained=(*_ANGLES, 180), usual=(0, 165), own="angle", turn=180,
           **_field("angle", lambda scenes: scenes.angle % 180)),
    Factor("length", "Length", " px", "The line grows at both ends; its middle stays.",
           span=(3, 25, 0.1), trained=LENGTHS, usual=(min(LENGTHS), max(LENGTHS)), own="length", **_field("length")),
    Factor("width", "Width", " px", "Hard and Pillow lines know whole px only, the hard ones up to 5.",
           span=(1, 6, 0.05), trained=_WIDTHS, usual=(min(_WIDTHS), max(_WIDTHS)), own="width", **_field("width")),
    Factor("hue", "Hue", "°", "Round the colour circle: red 0°, green 120°, blue 240°, red again. Greys have no hue.",
           span=(0, 360, 2), trained=(0, 240, 360), usual=(0, 240), own="colour", turn=360,
           **_colour(hue_of, with_hue)),
    Factor("brightness", "Brightness", " %", "The strongest channel of the line, in per cent of 255, on black.",
           span=(0, 100, 0.5), trained=(100,), usual=(50, 100),
           **_colour(lambda colours: colours.max(axis=1) / 2.55, with_brightness)),
    Factor("x", "Position x", " px",
           "The line's middle goes from the left side to the right one; the frame cuts what leaves it.",
           span=(0, FRAME, 0.2), usual=FREE, **_axis(0)),
    Factor("y", "Position y", " px",
           "The line's middle goes from the bottom to the top; the frame cuts what leaves it.",
           span=(0, FRAME, 0.2), usual=FREE, **_axis(1)),
    Factor("noise", "Noise", "",
           "One draw of normal noise on every channel, made stronger; its standard deviation on the scale 0 to 255.",
           span=(0, 100, 0.5), usual=(0, 16), **_field("noise")),
    Factor("blur", "Blur", " px", "A Gaussian blur of the finished picture; its standard deviation.",
           span=(0, 4, 0.025), trained=(0,), usual=(0, 1), **_field("blur")),
    Factor("edge", "Edge", " px",
           "From hard (0) over anti-aliased (1) to soft: px from full to nothing. The line has its real width here.",
           span=(0, 4, 0.025), usual=(0, 1), **_field("edge", _edge_now)),
)  # fmt: skip
FACTORS: dict[str, Factor] = {moved.name: moved for moved in _TABLE}
