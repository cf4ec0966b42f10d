"""What the doctor says of one thing."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]  # `note`: good to know, and in nobody's way


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence, and what to do about it."""

    state: State
    text: str
    advice: str = ""


def ok(text: str) -> Finding:
    return Finding("ok", text)


def note(text: str, advice: str = "") -> Finding:
    return Finding("note", text, advice)


def wrong(text: str, advice: str) -> Finding:
    return Finding("wrong", text, advice)
