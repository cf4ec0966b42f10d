"""What many sessions look at, read from the store once for all of them."""

import threading
import time
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

ViewT = TypeVar("ViewT")


class SharedView(ABC, Generic[ViewT]):
    """Reads again when the last view is older than `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._view: ViewT | None = None
        self._due = 0.0  # monotonic seconds

    def view(self) -> ViewT | None:
        """The current view; None if there is nothing to look at any more."""
        with self._lock:
            if time.monotonic() >= self._due:
                self._view = self._read()
                self._due = time.monotonic() + self._seconds
            return self._view

    def expire(self) -> None:
        """Read the store at the next call, after a change."""
        self._due = 0.0

    @abstractmethod
    def _read(self) -> ViewT | None: ...
