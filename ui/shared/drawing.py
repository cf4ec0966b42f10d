"""The drawing on the canvas: read from the browser or a link, checked, and painted as pixels."""

import math
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from data.line import FRAME, Lines, LineSpec
from data.paint import PAINTERS, paint, paint_stroke

POINT_COUNTS = {"none": (0, 0), "line": (2, 2), "stroke": (1, 256), "picture": (0, 0)}  # kind -> least and most points
THINNEST, THICKEST = 1.0, 5.0  # px


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A line, a freehand stroke, an uploaded picture, or nothing; with the width, colour and edge of the next line."""

    kind: str = "line"  # in `COUNTS`
    points: tuple[tuple[float, float], ...] = ()  # px, x right and y up
    width: float = 3.0  # px
    colour: str = "#ff0000"
    edge: str = "hard"  # in `PAINTERS`; strokes are always smooth

    def __post_init__(self) -> None:
        low, high = POINT_COUNTS.get(self.kind, (1, 0))
        if not low <= len(self.points) <= high:
            given = f"{self.kind}, {len(self.points)} points"
            raise ValueError(f"`points` must fit `kind`: {POINT_COUNTS}. Received: {given}.")
        if not all(0 <= value <= FRAME for point in self.points for value in point):
            raise ValueError(f"Points must lie within 0..{FRAME} px. Received: {self.points}. Draw inside the frame.")
        if not THINNEST <= self.width <= THICKEST:
            raise ValueError(f"`width` must be in {THINNEST}..{THICKEST} px. Received: {self.width}.")
        if not re.fullmatch("#[0-9a-f]{6}", self.colour):
            raise ValueError(f"`colour` must be like '#ff0000'. Received: {self.colour!r}.")
        if self.edge not in PAINTERS:
            raise ValueError(f"`edge` must be one of {', '.join(PAINTERS)}. Received: {self.edge!r}.")

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour, 0..255."""
        red, green, blue = bytes.fromhex(self.colour[1:])
        return red, green, blue

    @property
    def ends(self) -> list[tuple[float, float]]:
        """The points of a line, the lower (or left) one first."""
        return sorted(self.points, key=lambda point: (point[1], point[0]))

    @property
    def spec(self) -> LineSpec | None:
        """The straight line, if the drawing is a line. It starts at its lower (or left) end."""
        if self.kind != "line":
            return None
        start, end = self.ends
        across, up = end[0] - start[0], end[1] - start[1]
        turn = math.degrees(math.atan2(up, across))
        angle = turn % 180 % 180  # the second time because a hair below 0 becomes 180
        if abs(turn - angle) > 90:
            start = end
        return LineSpec(
            length=math.sqrt(across * across + up * up), width=self.width, angle=angle, colour=self.rgb, start=start
        )

    def painted(self) -> np.ndarray:
        """The pixels `(28, 28, 3)` uint8 of a line or a stroke; black without one."""
        if self.kind == "line":
            line = Lines(np.array([self.ends]), np.array([self.width]), np.array([self.rgb], np.uint8))
            return paint(line, self.edge)[0]
        return paint_stroke(np.array(self.points).reshape(-1, 2), self.width, self.rgb)

    def to_json(self) -> dict[str, Any]:
        """The drawing as plain values."""
        return asdict(self)


def drawing_from_json(values: Any) -> Drawing:
    """A drawing from the browser's values.

    Raises:
        ValueError: The values are not a drawing.
    """
    try:
        points = tuple((float(x), float(y)) for x, y in values["points"])
        texts = {name: str(values[name]) for name in ("kind", "colour", "edge")}
        return Drawing(points=points, width=float(values["width"]), **texts)
    except (TypeError, KeyError) as error:
        raise ValueError(f"A drawing has kind, points, width, colour and edge. Received: {values!r:.200}.") from error


def line_from_link(text: str) -> Drawing:
    """A line from the URL: 'x1,y1,x2,y2,width,rrggbb,edge', px.

    Raises:
        ValueError: The text is not a line.
    """
    parts = text.split(",")
    if len(parts) != 7:
        raise ValueError(f"A line in a link has 7 parts: x1,y1,x2,y2,width,rrggbb,edge. Received: {len(parts)}.")
    x1, y1, x2, y2, width = map(float, parts[:5])
    return Drawing(points=((x1, y1), (x2, y2)), width=width, colour=f"#{parts[5].lower()}", edge=parts[6])


def line_to_link(drawing: Drawing) -> str:
    """The inverse of `line_from_link`; coordinates to 1e-9 px."""
    numbers = (*(value for point in drawing.points for value in point), drawing.width)
    parts = [f"{round(number, 9):.12g}" for number in numbers]
    return ",".join([*parts, drawing.colour[1:], drawing.edge])


FIRST_DRAWING = Drawing(points=((10.5, 7.5), (18.0, 20.49)))  # long, thick, red, 60 degrees
UPLOADED_PICTURE = replace(FIRST_DRAWING, kind="picture", points=())
