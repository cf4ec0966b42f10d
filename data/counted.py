"""Counts as text."""


def counted(number: int, what: str) -> str:
    """'1 mistake', '2,310 mistakes', '2 classes'."""
    ending = "" if number == 1 else "es" if what.endswith(("s", "ch")) else "s"
    return f"{number:,} {what}{ending}"
