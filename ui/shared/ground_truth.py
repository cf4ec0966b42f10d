"""The ground truth of a drawn line: a class where its value is a trained one, else None."""

from typing import TypedDict

import numpy as np

from data.labels import PROPERTIES
from data.line import LineSpec, angle_error

NEAR = {"length": 0.5, "width": 0.25, "angle": 1.0}  # px, px, degrees: tolerance around a trained value

Truth = TypedDict("Truth", {"class": str | None, "value": float | None, "drawn": str})


def truth(spec: LineSpec) -> dict[str, Truth]:
    """Per head: the true class or None, the drawn value as a number (colour has none) and in words."""
    return {name: _truth(name, getattr(spec, name)) for name in PROPERTIES}


def _truth(name: str, value: float | tuple[int, int, int]) -> Truth:
    line_property = PROPERTIES[name]
    same = [_is(name, value, trained) for trained in line_property.values]
    known = line_property.classes[same.index(True)] if any(same) else None
    if isinstance(value, tuple):
        return {"class": known, "value": None, "drawn": "#{:02x}{:02x}{:02x}".format(*value)}
    unit = "°" if line_property.unit == "degrees" else f" {line_property.unit}"
    return {"class": known, "value": value, "drawn": f"{round(value, 1):g}{unit}"}


def _is(name: str, value: float | tuple[int, int, int], trained: float | tuple[int, int, int]) -> bool:
    if isinstance(value, tuple) or isinstance(trained, tuple):
        return value == trained
    if name == "angle":
        return bool(angle_error(np.array([value]), np.array([trained]))[0] <= NEAR[name])
    return abs(value - trained) <= NEAR[name]
