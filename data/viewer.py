"""Who looks, and what they may change: one's own, or everything. Looking and copying is free to all."""

from dataclasses import dataclass

_OF_ANOTHER = "This {kind} belongs to another browser. You can look at it and copy it, but not change it."
_OF_NOBODY = (
    "This {kind} belongs to no browser: a command made it, or an older version. "
    "It can be changed on a server that is started with --open."
)


class NotYours(ValueError):  # noqa: N818 (reads as what happened)
    """The change is up to somebody else; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A browser, a command or the engine."""

    owner: str | None = None  # token of a browser
    everything: bool = False  # whether it may change what belongs to others too
    teaches: str | None = None  # id of the class whose teacher it is

    def may_change(self, owner: str | None) -> bool:
        """Whether it may change what belongs to `owner`; None is what a command made."""
        return self.everything or (owner is not None and owner == self.owner)

    def refusal(self, owner: str | None, kind: str) -> str:
        """Why it may not change what belongs to `owner`, as a sentence; '' if it may.

        Args:
            kind: What it is, such as "run".
        """
        if self.may_change(owner):
            return ""
        return (_OF_NOBODY if owner is None else _OF_ANOTHER).format(kind=kind)

    def check(self, owner: str | None, kind: str) -> None:
        """Raises `NotYours` unless it may change what belongs to `owner`."""
        if refusal := self.refusal(owner, kind):
            raise NotYours(refusal)


EVERYTHING = Viewer(everything=True)  # commands, the engine and its workers
