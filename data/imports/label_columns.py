"""What the labels of a set mean: decided for each column as a whole, never for a single row.

A column may name its classes, count them from 0 or from 1, or give px and degrees. If its numbers fit no such scheme,
or two that differ, the set is refused.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.imports.refusals import ImportFailed, printable
from data.labels import PROPERTIES, Property

FROM_0, FROM_1 = "numbers from 0", "numbers from 1"
BLANKS = ("", "-", "?", "na", "n/a", "nan", "none", "null")  # no label
_NONE = -1  # a number that fits a scheme and is no class: 5 degrees
_STEP = 5  # degrees, in which people measure
_SLIPS = 0.2  # of the labels at most, where a form says that it counts from 0
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:[.,]\d{0,9})?)\s*(px|pixels?|°|deg|degrees?)?", re.ASCII)
_UNITS = {"px": "px", "pixel": "px", "pixels": "px", "°": "degrees", "deg": "degrees", "degree": "degrees"}


@dataclass(frozen=True, slots=True)
class Column:
    """What the texts of a column mean."""

    about: str  # for the report
    classes: dict[str, int]  # text -> class; others are refused row by row


@dataclass(frozen=True, slots=True)
class _Scheme:
    about: str
    classes: Mapping[float, int]  # a number -> its class, or `_NONE`
    unit: str = ""  # that may stand behind a number


_Value = tuple[float, str]  # a number and its unit


def understood(columns: Mapping[str, Iterable[str]], counts_from_0: bool = False) -> dict[str, Column]:
    """The meaning of the columns of a set.

    Args:
        columns: Property -> its text in each row.
        counts_from_0: The form of the set says so: then it need not be shown, and a few labels may be out of range.

    Raises:
        ImportFailed: A column has no meaning, or two.
    """
    texts = {name: Counter(text.strip().lower() for text in column) for name, column in columns.items()}
    fitting = {name: _fitting(PROPERTIES[name], counts) for name, counts in texts.items()}
    if counts_from_0 and all(_named(schemes, FROM_0) for schemes in fitting.values()):
        fitting = {name: _named(schemes, FROM_0) for name, schemes in fitting.items()}
    shown = {schemes[0].about for schemes in fitting.values() if len(schemes) == 1} & {FROM_0, FROM_1}
    meanings = {}
    for name, counts in texts.items():
        prop, schemes = PROPERTIES[name], fitting[name]
        if len(shown) == 1:  # a file counts from 0 or from 1, not both
            schemes = [scheme for scheme in schemes if scheme.about not in {FROM_0, FROM_1} - shown]
        if not schemes and counts_from_0:
            schemes = _nearly_from_0(prop, counts)
        meanings[name] = _column(prop, counts, schemes)
    return meanings


def about_labels(columns: Mapping[str, Column]) -> str:
    """A sentence for the report."""
    return f"Labels: {'; '.join(f'{name} by {column.about}' for name, column in columns.items())}."


def _schemes(prop: Property) -> list[_Scheme]:
    count = len(prop.classes)
    schemes = [
        _Scheme(FROM_0, {float(number): number for number in range(count)}),
        _Scheme(FROM_1, {float(number + 1): number for number in range(count)}),
    ]
    if prop.unit == "px":
        schemes.append(_Scheme("px", dict(zip(map(float, prop.values), range(count), strict=True)), "px"))
    if prop.unit == "degrees":  # a line repeats every 180
        index = {value: number for number, value in enumerate(prop.values)}
        degrees = {float(value): index.get(value % 180, _NONE) for value in range(-180, 361, _STEP)}
        schemes.append(_Scheme("degrees", degrees, "degrees"))
    return schemes


def _value(text: str) -> _Value | None:
    """`45`, `45.0`, `45,0`, `45°`; None for words."""
    match = _NUMBER.fullmatch(text)
    return (float(match[1].replace(",", ".")), _UNITS.get(match[2] or "", match[2] or "")) if match else None


def _fits(scheme: _Scheme, value: _Value) -> bool:
    return value[0] in scheme.classes and value[1] in ("", scheme.unit)


def _numbers(counts: Counter[str]) -> dict[str, _Value]:
    return {text: value for text in counts if (value := _value(text))}


def _fitting(prop: Property, counts: Counter[str]) -> list[_Scheme]:
    """The schemes that all numbers of a column fit."""
    values = _numbers(counts).values()
    return [scheme for scheme in _schemes(prop) if all(_fits(scheme, value) for value in values)]


def _named(schemes: list[_Scheme], about: str) -> list[_Scheme]:
    return [scheme for scheme in schemes if scheme.about == about]


def _nearly_from_0(prop: Property, counts: Counter[str]) -> list[_Scheme]:
    (scheme, *_) = _schemes(prop)
    slips = sum(counts[text] for text, value in _numbers(counts).items() if not _fits(scheme, value))
    return [scheme] if slips <= _SLIPS * counts.total() else []


def _column(prop: Property, counts: Counter[str], schemes: list[_Scheme]) -> Column:
    words = {name: index for index, name in enumerate(prop.classes) if not _value(name)}
    numbers = _numbers(counts)
    own = [text for text in counts if counts[text] > 1 and text not in {*numbers, *words, *BLANKS}]
    if own or not schemes:
        ways = ", ".join(scheme.about for scheme in _schemes(prop))
        raise _failed(prop, f"can be read neither as names nor as any of {ways}", own or list(numbers))
    readings = [
        {text: scheme.classes[value[0]] for text, value in numbers.items() if _fits(scheme, value)}
        for scheme in schemes
    ]
    if doubtful := [text for text in numbers if len({reading.get(text) for reading in readings}) > 1]:
        raise _failed(prop, f"may be {' or '.join(scheme.about for scheme in schemes)}", doubtful)
    about, reading = schemes[-1].about, readings[-1]
    if strange := [text for text, index in reading.items() if index == _NONE]:
        raise _failed(prop, f"in {about} are not all classes", strange)
    classes = {value: prop.classes[reading[text]] for text, (value, _) in numbers.items() if text in reading}
    return Column(_about(about, classes, any(text in words for text in counts)), words | reading)


def _about(scheme: str, classes: dict[float, str], has_words: bool) -> str:
    """`px (1 = thin, 3 = thick)`, `names`."""
    if not classes:
        return "names"
    examples = ", ".join(f"{value:g} = {name}" for value, name in sorted(classes.items())[:2])
    return f"{scheme} ({examples})" + " and names" * has_words


def _failed(prop: Property, reason: str, texts: list[str]) -> ImportFailed:
    listed = ", ".join(printable(text) for text in texts[:4]) + ", ..." * (len(texts) > 4)
    return ImportFailed(
        f"No picture was read: the labels of {prop.name} {reason}. Received: {listed}. "
        f"Write {', '.join(prop.classes)} in the whole column."
    )
