"""A number that a method or an optimiser can be given: what the page, the link and the command line need to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str  # in settings, links and commands
    label: str
    default: float
    low: float
    high: float
    about: str  # one sentence
    whole: bool = False


def filled(parameters: Iterable[Parameter], given: Mapping[str, float]) -> dict[str, float]:
    """Every parameter with its value: the given one, else the default.

    Raises:
        ValueError: A name is unknown or a value out of its bounds.
    """
    known = {one.name: one for one in parameters}
    if unknown := set(given) - set(known):
        allowed = ", ".join(known) or "none"
        raise ValueError(f"Parameters here are: {allowed}. Received: {', '.join(sorted(unknown))}. Leave it out.")
    for name, value in given.items():
        _check(known[name], value)
    return {name: float(given.get(name, one.default)) for name, one in known.items()}


def _check(one: Parameter, value: object) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not number or not one.low <= value <= one.high or (one.whole and value != int(value)):  # type: ignore[operator]
        kind = "a whole number" if one.whole else "a number"
        raise ValueError(
            f"`{one.name}` must be {kind} from {one.low:g} to {one.high:g}. Received: {value!r}. Choose one in between."
        )
