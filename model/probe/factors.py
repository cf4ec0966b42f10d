"""The factors of a picture that can be moved while the rest is held. Add yours to `FACTORS`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from data.labels import PROPERTIES
from data.line import FRAME
from model.probe.colour import hue_of, with_brightness, with_hue
from model.probe.scenes import Scenes

FREE = (8.0, 20.0)  # px: a line of 15 px whose middle lies here is in the frame at every angle
LENGTHS, WIDTHS, ANGLES = (PROPERTIES[name].values for name in ("length", "width", "angle"))


class Accessor(NamedTuple):
    """How a number of a scene is read and changed."""

    get: Callable[[Scenes], np.ndarray]
    put: Callable[[Scenes, np.ndarray], Scenes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One number of a scene, how far it moves, and how."""

    name: str  # in links
    label: str
    unit: str  # as it stands behind a number
    about: str  # one sentence
    low: float
    high: float
    step: float  # between two samples of a sweep
    trained: tuple[float, ...] = ()  # values that the coursework has
    usual: tuple[float, float]  # where cross-talk is measured
    own: str | None = None  # the head that reads it
    turn: float | None = None  # comes back after so much
    accessor: Accessor

    def get(self, scenes: Scenes) -> np.ndarray:
        """`(n,)` values now."""
        return self.accessor.get(scenes)

    def put(self, scenes: Scenes, values: np.ndarray) -> Scenes:
        """The scenes with these `(n,)` values."""
        return self.accessor.put(scenes, values)

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


def _field(name: str) -> Accessor:
    return Accessor(lambda scenes: getattr(scenes, name), lambda scenes, values: replace(scenes, **{name: values}))


def _axis(axis: int) -> Accessor:
    def put(scenes: Scenes, values: np.ndarray) -> Scenes:
        middle = scenes.middle.copy()
        middle[:, axis] = values
        return replace(scenes, middle=middle)

    return Accessor(lambda scenes: scenes.middle[:, axis], put)


def _colour(get: Callable, change: Callable) -> Accessor:
    return Accessor(
        lambda scenes: get(scenes.colour),
        lambda scenes, values: replace(scenes, colour=change(scenes.colour, values)),
    )


def _edge_now(scenes: Scenes) -> np.ndarray:
    """The painters' own: 1 px of 'smooth', else 0."""
    return np.where(np.isnan(scenes.edge), np.where(scenes.painter == "smooth", 1.0, 0.0), scenes.edge)


_TABLE = (
    Factor(
        name="angle",
        label="Angle",
        unit="°",
        about="The line turns about its middle.",
        low=0,
        high=180,
        step=1,
        trained=(*ANGLES, 180),
        usual=(0, 165),
        own="angle",
        turn=180,
        accessor=_field("angle")._replace(get=lambda scenes: scenes.angle % 180),
    ),
    Factor(
        name="length",
        label="Length",
        unit=" px",
        about="The line grows at both ends; its middle stays.",
        low=3,
        high=25,
        step=0.1,
        trained=LENGTHS,
        usual=(min(LENGTHS), max(LENGTHS)),
        own="length",
        accessor=_field("length"),
    ),
    Factor(
        name="width",
        label="Width",
        unit=" px",
        about="Hard and Pillow lines know whole px only, the hard ones up to 5.",
        low=1,
        high=6,
        step=0.05,
        trained=WIDTHS,
        usual=(min(WIDTHS), max(WIDTHS)),
        own="width",
        accessor=_field("width"),
    ),
    Factor(
        name="hue",
        label="Hue",
        unit="°",
        about="Round the colour circle: red 0°, green 120°, blue 240°, red again. Greys have no hue.",
        low=0,
        high=360,
        step=2,
        trained=(0, 240, 360),
        usual=(0, 240),
        own="colour",
        turn=360,
        accessor=_colour(hue_of, with_hue),
    ),
    Factor(
        name="brightness",
        label="Brightness",
        unit=" %",
        about="The strongest channel of the line, in per cent of 255, on black.",
        low=0,
        high=100,
        step=0.5,
        trained=(100,),
        usual=(50, 100),
        accessor=_colour(lambda colours: colours.max(axis=1) / 2.55, with_brightness),
    ),
    Factor(
        name="x",
        label="Position x",
        unit=" px",
        about="The line's middle goes from the left side to the right one; the frame cuts what leaves it.",
        low=0,
        high=FRAME,
        step=0.2,
        usual=FREE,
        accessor=_axis(0),
    ),
    Factor(
        name="y",
        label="Position y",
        unit=" px",
        about="The line's middle goes from the bottom to the top; the frame cuts what leaves it.",
        low=0,
        high=FRAME,
        step=0.2,
        usual=FREE,
        accessor=_axis(1),
    ),
    Factor(
        name="noise",
        label="Noise",
        unit="",
        about="One draw of normal noise on every channel, made stronger; its standard deviation on the scale 0 to 255.",
        low=0,
        high=100,
        step=0.5,
        usual=(0, 16),
        accessor=_field("noise"),
    ),
    Factor(
        name="blur",
        label="Blur",
        unit=" px",
        about="A Gaussian blur of the finished picture; its standard deviation.",
        low=0,
        high=4,
        step=0.025,
        trained=(0,),
        usual=(0, 1),
        accessor=_field("blur"),
    ),
    Factor(
        name="edge",
        label="Edge",
        unit=" px",
        about="From hard (0) over anti-aliased (1) to soft: px from full to nothing. The line has its real width here.",
        low=0,
        high=4,
        step=0.025,
        usual=(0, 1),
        accessor=_field("edge")._replace(get=_edge_now),
    ),
)
FACTORS: dict[str, Factor] = {moved.name: moved for moved in _TABLE}
