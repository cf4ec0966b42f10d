"""What the page and the documentation need to know of one drawing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    name: str
    label: str
    about: str  # one sentence: what it is
    learns: str  # one sentence: what a student learns from it
    formula: str
    source: str
    keys: tuple[str, ...]  # of the answer of `diagnose`; `of_point` says that they stand in the point itself
    of_point: bool = False
