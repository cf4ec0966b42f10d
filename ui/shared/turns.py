"""Large imports take turns over all sessions: one has hundreds of megabytes in hand for some seconds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

_LOOK = 0.3  # seconds between two looks at who is before


class Turns:
    """One after the other, in the order in which they came."""

    def __init__(self) -> None:
        self._line: list[object] = []  # the first has the turn
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, waits: Callable[[int], None]) -> Iterator[None]:
        """Wait for the turn, and have it until the block ends.

        Args:
            waits: Called meanwhile with how many are before; what it raises ends the waiting.
        """
        mine = object()
        with self._changed:
            self._line.append(mine)
        try:
            while ahead := self._ahead(mine):
                waits(ahead)
            yield
        finally:
            with self._changed:
                self._line.remove(mine)
                self._changed.notify_all()

    def _ahead(self, mine: object) -> int:
        """How many are before; looks again after a moment, or when one of them is through."""
        with self._changed:
            if self._line.index(mine):
                self._changed.wait(_LOOK)
            return self._line.index(mine)


_IMPORTS = Turns()


@contextmanager
def import_turn() -> Iterator[None]:
    """The turn of this session's import; the page says meanwhile that it waits."""
    place = st.empty()
    with _IMPORTS.turn(lambda ahead: _say(place.info, ahead)):
        place.empty()
        yield


def _say(say: Callable[..., object], ahead: int) -> None:
    """In words; Streamlit ends the script here if its user has left."""
    place = "yours is next" if ahead == 1 else f"{ahead} are before yours"
    say(f"Another import is under way: {place}. It starts by itself.", icon=":material/hourglass_top:")
