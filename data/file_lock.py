"""One change at a time to the files of a folder, over threads and processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_PATIENCE = 15.0  # seconds


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if it is missing, until the block ends; the system lets go when a process dies.

    SQLite's lock on an empty file: it works wherever Python does, between threads too.

    Raises:
        TimeoutError: Somebody else holds it for too long.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / ".lock", timeout=_PATIENCE, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise TimeoutError(f"The folder {folder} is in use: {error}. Try again in a moment.") from error
        yield
