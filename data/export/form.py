"""What a form of file is, whatever is written in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class Export(Generic[Source]):
    """A form of file: what it is called, and how it is written."""

    name: str
    label: str
    about: str  # one sentence
    ending: str
    make: Callable[[Source], bytes]
    mime: str = "application/octet-stream"
