"""Names that users typed, where Streamlit reads Markdown."""

import re

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")  # all that Markdown, its formulas and its directives can mean something by


def escaped(text: str) -> str:
    """The text as it is, in a place that reads Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def short(name: str, most: int = 24) -> str:
    """A name where there is little room."""
    return name if len(name) <= most else f"{name[: most - 1]}…"
