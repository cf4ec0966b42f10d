"""Words that several parts of a report share."""

from collections.abc import Iterable, Sequence

from model.heads import HEADS


def listed(names: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capital(text: str) -> str:
    """With a large first letter; the others stay."""
    return text[:1].upper() + text[1:]


def class_words(head: str) -> tuple[str, ...]:
    """The classes of a head, angles with their sign."""
    degrees = "°" if HEADS[head].reads.unit == "degrees" else ""
    return tuple(f"{name}{degrees}" for name in HEADS[head].classes)


def line_words(labels: Sequence[int]) -> str:
    """'long thick red 45°'."""
    return " ".join(class_words(head)[label] for head, label in zip(HEADS, labels, strict=True))
