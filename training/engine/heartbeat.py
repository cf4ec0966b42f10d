"""Heartbeats of a worker, and patience with a store in trouble."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

from runs.database import StoreUnavailable
from training.run_store import RunStore

_BEAT = 1.0  # seconds, well under runs.records.WORKER_SILENCE
_RETRY = 1.0  # seconds
_log = logging.getLogger("lineheads.engine")


@contextmanager
def beating(beat: Callable[[], object]) -> Iterator[None]:
    """Call `beat` every second, in a thread: also while a step takes long, but not if the process hangs."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(_BEAT):
            try:
                beat()
            except StoreUnavailable as error:
                _log.warning("%s", error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def patient(store: RunStore) -> RunStore:
    """The store for a run that trains: calls wait until it answers, so that a full disk costs time and no steps."""
    return cast(RunStore, _Patient(store))


class _Patient:
    def __init__(self, store: RunStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._store, name)
        return partial(_retried, value) if callable(value) else value


def _retried(call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    while True:
        try:
            return call(*arguments, **named)
        except StoreUnavailable as error:
            _log.warning("The run waits for the store. %s", error)
            time.sleep(_RETRY)
