"""What was refused, and why."""

from collections import Counter
from dataclasses import dataclass, field

_NAMED = 5  # refused things that are named


class ImportFailed(ValueError):  # noqa: N818
    """Nothing of the file can be taken; the message is a sentence for the user."""


@dataclass(slots=True)
class Refusals:
    """Collects what could not be read. Thousands of bad pictures make a few lines."""

    reasons: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)

    def add(self, name: str, reason: str, count: int = 1) -> None:
        """Refuse `count` things of which the first is called `name`; `reason` is a sentence."""
        self.reasons[reason] += count
        if len(self.named) < _NAMED:
            self.named.append(f"{printable(name)}: {reason}")

    @property
    def count(self) -> int:
        return self.reasons.total()


def printable(name: str) -> str:
    """A file's name, short and without signs that a terminal or Markdown would read."""
    name = "".join(sign if sign.isalnum() or sign in " .-_()/" else "?" for sign in name)
    return name if len(name) <= 60 else f"…{name[-59:]}"
