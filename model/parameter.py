"""A number that a method or an optimiser can be given: what the page, the link and the command line need to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
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
    known = {parameter.name: parameter for parameter in parameters}
    if unknown := set(given) - set(known):
        allowed = ", ".join(known) or "none"
        raise ValueError(f"Parameters here are: {allowed}. Received: {', '.join(sorted(unknown))}. Leave it out.")
    for name, value in given.items():
        _check(known[name], value)
    return {name: float(given.get(name, parameter.default)) for name, parameter in known.items()}


def _check(parameter: Parameter, value: object) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not number or not parameter.low <= value <= parameter.high or (parameter.whole and value != int(value)):  # type: ignore[operator]
        kind = "a whole number" if parameter.whole else "a number"
        raise ValueError(
            f"`{parameter.name}` must be {kind} from {parameter.low:g} to {parameter.high:g}. "
            f"Received: {value!r}. Choose one in between."
        )
