"""The ground truth of a drawn line: a class where its value is a trained one, else None; and which class is nearest."""

from typing import Any, TypedDict

import numpy as np

from data.labels import PROPERTIES, Property
from data.line import LineSpec, angle_error

NEAR = {"length": 0.5, "width": 0.25, "colour": 0.0, "angle": 1.0}  # px, px, same, degrees: around a trained value
UNITS = {"px": " px", "degrees": "°"}  # behind a number
CLASS_UNITS = {"degrees": "°"}  # behind the name of a class
NEAREST = {"on": "nearest class {name}", "off": "nearest class {name} ({off} off)"}

Truth = TypedDict(
    "Truth",
    {
        "class": str | None,
        "value": float | None,  # px or degrees; colours have none, and no `off`
        "drawn": str,  # the value in words
        "nearest": str,  # the nearest class
        "off": float | None,  # how far off it is
        "nearest_text": str,  # both in words
    },
)


def truth(spec: LineSpec) -> dict[str, Truth]:
    """Per head: the true class or None, the drawn value, and the nearest class.

    `static/shared/line/truth.js` says the same of a line in the browser.
    """
    return {name: _truth(line_property, getattr(spec, name)) for name, line_property in PROPERTIES.items()}


def _truth(line_property: Property, value: Any) -> Truth:
    name, unit = line_property.name, line_property.unit
    offs = _offs(name, value, line_property.values)
    nearest = line_property.classes[offs.index(min(offs))]
    off = None if name == "colour" else min(offs)
    return {
        "class": nearest if min(offs) <= NEAR[name] else None,
        "value": None if off is None else value,
        "drawn": "#{:02x}{:02x}{:02x}".format(*value) if off is None else _short(value) + UNITS[unit],
        "nearest": nearest,
        "off": off,
        "nearest_text": _nearest_text(nearest, off, unit),
    }


def _offs(name: str, value: Any, trained: tuple[Any, ...]) -> list[float]:
    """How far a value is from those of the classes: px, degrees, or squared distances of colours."""
    if name == "colour":
        return [sum((a - b) ** 2 for a, b in zip(value, rgb, strict=True)) for rgb in trained]
    return (angle_error(value, np.array(trained)) if name == "angle" else np.abs(value - np.array(trained))).tolist()


def _nearest_text(nearest: str, off: float | None, unit: str) -> str:
    distance = _short(off or 0)
    kind = "on" if distance == "0" else "off"
    return NEAREST[kind].format(name=nearest + CLASS_UNITS.get(unit, ""), off=distance + UNITS.get(unit, ""))


def _short(value: float) -> str:
    """One decimal at most."""
    return f"{round(value, 1):g}"
