"""Shares, counts, names and answers as text. Streamlit-free, as reports are made without it too."""

import re

from data.percent import percent as percent  # for pages and reports too
from model.heads import HEADS
from model.predict import Answer


def decimal(share: float) -> str:
    """'0.993'; never 1 unless it is exact."""
    return "1" if share == 1 else f"{share:.3f}" if share < 0.9995 else f"{min(share, 0.9999):.4f}"


def points(difference: float) -> str:
    """A difference of two shares, without its sign: '1.3 points'."""
    return f"{100 * abs(difference):.1f} points"


def counted(number: int, what: str) -> str:
    """'1 mistake', '2,310 mistakes'."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")  # all that Markdown, its formulas and its directives can mean something by


def escaped(text: str) -> str:
    """The text as it is, in a place that reads Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def shortened(name: str, most: int = 24) -> str:
    """A name where there is little room."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def in_words(answer: Answer, found: bool) -> str:
    """All four heads in one phrase: 'long, thick, red, 135°'."""
    degrees = {name: "°" if head.reads.unit == "degrees" else "" for name, head in HEADS.items()}
    return ", ".join(answer[name]["class"] + degrees[name] for name in HEADS) if found else "no line found"
