"""What processes that died have left in the home: half-written files, and pictures of sets that nobody named."""

import re
import time
from contextlib import suppress
from pathlib import Path

import psutil

from runs.home import home
from training.imported_sets import library

FOLDERS = ("data", "drawings", "networks")  # whose files are written as `.part` and renamed when they are whole
_WRITER = re.compile(r"\.(\d+)(\.json)?\.part$")
_WRITING = 60  # seconds without a change after which nobody writes any more whose process is gone
_GIVEN_UP = 3600  # the same whoever writes: of another machine, say


def clear_leftovers() -> None:
    """Remove them, when a server starts; what a living process writes stays."""
    for folder in FOLDERS:
        for file in (home() / folder).glob("*.part"):
            with suppress(FileNotFoundError):  # it was renamed meanwhile
                if _is_left(file):
                    file.unlink()
    library().clear()


def _is_left(file: Path) -> bool:
    idle = time.time() - file.stat().st_mtime
    writer = _WRITER.search(file.name)
    gone = writer is None or not psutil.pid_exists(int(writer[1]))
    return idle > (_WRITING if gone else _GIVEN_UP)
