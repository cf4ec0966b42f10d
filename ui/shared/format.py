"""Shares, counts, names and answers as text. Streamlit-free, as reports are made without it too."""

import re
from math import isnan

from data.counted import counted as counted  # for pages and reports too
from data.percent import NO_BREAK
from data.percent import percent as percent  # for pages and reports too
from model.heads import HEADS
from model.predict import PictureAnswer

NO_LINE = "no line found"
UNKNOWN = "A dash: there were no pictures of the class, or none was predicted to be of it."


def decimal(share: float) -> str:
    """'0.993'; never 1 unless it is exact, and a dash for NaN."""
    if isnan(share):
        return "–"
    return "1" if share == 1 else f"{share:.3f}" if share < 0.9995 else f"{min(share, 0.9999):.4f}"


def unbroken(text: str) -> str:
    """The text with no line break between a number and its percent sign."""
    return text.replace(" %", f"{NO_BREAK}%")


def points(difference: float) -> str:
    """A difference of two shares, without its sign: '1.3 points'."""
    return f"{100 * abs(difference):.1f} points"


_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")  # all characters with a meaning in Markdown, formulas and directives
# Those of a sentence, which stays legible in its source: lists and headings begin a text, directives a word.
_MARKUP = re.compile(r"([\\`*_\[\]<>~|$]|:(?=[\w+-])|&(?=[#\w])|^[-+#>=])")
# Links, emoji, icons and numbered lists need no such sign: an invisible joiner keeps Streamlit from them.
_LINKS = re.compile(r"(?<=:)(?=//|[a-z+-][\w+-]*[:/])|(?<=www)(?=\.)|(?<=@)(?=\w)|^(?=\d+[.)] )", re.IGNORECASE)
JOINER = "\u2060"
_CODE = re.compile(r"(?<!`)(`[^`]+`)(?!`)")


def escaped(text: str) -> str:
    """Escape a text from a user, a link or a file that is shown as Markdown: it reads as it is."""
    return _SIGNS.sub(r"\\\1", _LINKS.sub(JOINER, " ".join(text.split())))


def sentence(text: str) -> str:
    """Escape a message, which may quote what was received; code between single backticks stays code."""
    parts = _CODE.split(" ".join(text.split()))  # in turn text and code
    return "".join(part if place % 2 else _with_escapes(unbroken(part)) for place, part in enumerate(parts))


def _with_escapes(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _LINKS.sub(JOINER, text))


def shortened(name: str, most: int = 24) -> str:
    """At most `most` characters of a name."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def answer_text(answer: PictureAnswer, line_found: bool) -> str:
    """The four predictions as 'long, thick, red, 135°'."""
    degrees = {name: "°" if head.reads.unit == "degrees" else "" for name, head in HEADS.items()}
    return ", ".join(answer[name]["class"] + degrees[name] for name in HEADS) if line_found else NO_LINE
