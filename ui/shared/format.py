"""Shares, counts, names and answers as text. Streamlit-free, as reports are made without it too."""

import re

from data.percent import percent as percent  # for pages and reports too
from model.heads import HEADS
from model.predict import PictureAnswer


def decimal(share: float) -> str:
    """'0.993'; never 1 unless it is exact."""
    return "1" if share == 1 else f"{share:.3f}" if share < 0.9995 else f"{min(share, 0.9999):.4f}"


def points(difference: float) -> str:
    """A difference of two shares, without its sign: '1.3 points'."""
    return f"{100 * abs(difference):.1f} points"


def counted(number: int, what: str) -> str:
    """'1 mistake', '2,310 mistakes'."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")  # all characters with a meaning in Markdown, formulas and directives


def escaped(text: str) -> str:
    """Escape a text that is shown as Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def shortened(name: str, most: int = 24) -> str:
    """At most `most` characters of a name."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def answer_text(answer: PictureAnswer, line_found: bool) -> str:
    """The four predictions as 'long, thick, red, 135°'."""
    degrees = {name: "°" if head.reads.unit == "degrees" else "" for name, head in HEADS.items()}
    return ", ".join(answer[name]["class"] + degrees[name] for name in HEADS) if line_found else "no line found"
