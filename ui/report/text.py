"""Phrases that several parts of a report share."""

from collections.abc import Iterable, Sequence

from model.heads import HEADS
from ui.shared.class_labels import class_labels


def enumeration(names: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capitalised(text: str) -> str:
    """With a large first letter; the others stay."""
    return text[:1].upper() + text[1:]


def line_label(labels: Sequence[int]) -> str:
    """'long thick red 45°'."""
    return " ".join(class_labels(head)[label] for head, label in zip(HEADS, labels, strict=True))
