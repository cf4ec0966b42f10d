"""A number that a method or an optimiser can be given: what the page, the link and the command line need to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Bound:
    """What a numeric setting may be, and what it means."""

    low: float
    high: float
    whole: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str  # in settings, links and commands
    label: str
    default: float
    low: float
    high: float
    about: str  # one sentence
    whole: bool = False
    options: tuple[str, ...] = ()  # names of the values 0, 1, ...: pages offer these in place of a number


def filled(parameters: Iterable[Parameter], given: Mapping[str, float]) -> dict[str, float]:
    """Every parameter with its value: the given one, else the default.

    Raises:
        ValueError: A name is unknown or a value out of its bounds.
    """
    known = {parameter.name: parameter for parameter in parameters}
    if unknown := set(given) - set(known):
        allowed = ", ".join(known) or "none"
        raise ValueError(f"Parameters here are: {allowed}. Received: {', '.join(sorted(unknown))}. Leave it out.")
    for name, value in given.items():
        if problem := number_problem(name, value, known[name]):
            raise ValueError(problem)
    return {name: float(given.get(name, parameter.default)) for name, parameter in known.items()}


def number_problem(name: str, value: object, bounds: "Bound | Parameter") -> str:
    """Why something may not have this value; empty if it may."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if number and bounds.low <= value <= bounds.high and not (bounds.whole and value != int(value)):  # type: ignore[operator]
        return ""
    kind = "a whole number" if bounds.whole else "a number"
    return (
        f"`{name}` must be {kind} from {bounds.low:g} to {bounds.high:g}. Received: {value!r}. Choose one in between."
    )
