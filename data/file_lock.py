"""One change at a time to the files of a folder, over threads and processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_PATIENCE = 15.0  # seconds


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if it is missing, until the block ends; the system lets go when a process dies.

    Raises:
        OSError: Nothing may be written there; or, a TimeoutError, somebody else holds it for too long.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(folder / ".lock").acquire(_PATIENCE)
    except Timeout as error:
        raise TimeoutError(f"The folder {folder} is in use. Try again in a moment.") from error
    with lock:
        yield
