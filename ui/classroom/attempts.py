"""Wrong codes are slowed down: each one doubles the time until this browser, or this server, may try the next."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st


@dataclass(slots=True)
class _Delay:
    """Wrong codes so far, and when the next may be tried (seconds of the clock)."""

    wrong: int = 0
    until: float = 0.0
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Slowness:
    """How wrong codes are slowed down."""

    free: int  # wrong codes without a delay
    longest: float  # seconds
    forgotten: float  # seconds after which one wrong code no longer counts

    def add(self, delay: _Delay, moment: float) -> None:
        """Count a wrong code."""
        delay.wrong = 1 + max(0, delay.wrong - int((moment - delay.last) / self.forgotten))
        delay.last = moment
        if delay.wrong > self.free:
            delay.until = moment + min(2.0 ** (delay.wrong - self.free), self.longest)


OF_BROWSER = Slowness(free=3, longest=300, forgotten=120)
OF_SERVER = Slowness(free=60, longest=4, forgotten=1)  # a class of thirty that mistypes is not delayed
_BROWSERS_KEPT = 10_000


class TooManyWrongCodes(ValueError):  # noqa: N818 (reads as what happened)
    """The next code has to wait; the message says how long."""


class Attempts:
    """Wrong codes of all browsers of this server; safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._browsers: defaultdict[str, _Delay] = defaultdict(_Delay)
        self._server = _Delay()
        self._lock = threading.Lock()

    def check(self, owner: str) -> None:
        """Raises `TooManyWrongCodes` while this browser, or the server, has to wait."""
        with self._lock:
            moment = self._clock()
            own = self._browsers[owner].until - moment if owner in self._browsers else 0.0
            if own > 0:
                raise TooManyWrongCodes(f"Too many wrong codes. Wait {_duration(own)}, then try again.")
            if self._server.until > moment:
                wait = _duration(self._server.until - moment)
                raise TooManyWrongCodes(f"Many wrong codes were typed on this server. Wait {wait}, then try again.")

    def note_wrong(self, owner: str) -> None:
        """A code of this browser was wrong."""
        with self._lock:
            moment = self._clock()
            OF_BROWSER.add(self._browsers[owner], moment)
            OF_SERVER.add(self._server, moment)
            while len(self._browsers) > _BROWSERS_KEPT:
                del self._browsers[next(iter(self._browsers))]

    def forgive(self, owner: str) -> None:
        """A code of this browser was right."""
        with self._lock:
            self._browsers.pop(owner, None)


@st.cache_resource(show_spinner=False)
def attempts() -> Attempts:
    return Attempts()


def _duration(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} second{'s' if whole > 1 else ''}" if whole < 100 else f"{round(whole / 60)} minutes"
