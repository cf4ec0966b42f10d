"""What all commands share: a terminal that shows few characters, names that are no UTF-8, and `| head`."""

import io
import os
import select
import sys
from collections.abc import Callable
from typing import NoReturn

_READER_LEFT, _INTERRUPTED = 141, 130  # exit codes, as of a shell: 128 + SIGPIPE, 128 + SIGINT


def run_command(main: Callable[[], int | None]) -> NoReturn:
    """Run a command and exit with its code; what the terminal cannot show is written as `\\xb0`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _flushed(main)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        if not _reader_left():
            raise
        code = _READER_LEFT
    sys.exit(code)


def utf8(text: str) -> str:
    """The text with `?` for the parts of a file's name that are no UTF-8."""
    return text.encode(errors="replace").decode()


def _flushed(main: Callable[[], int | None]) -> int | None:
    """Python itself would flush after the last line that can catch anything."""
    try:
        return main()
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _reader_left() -> bool:
    """Whether nobody reads our output any more; if so, what is left of it goes nowhere."""
    left = [stream for stream in (sys.stdout, sys.stderr) if _is_unread(stream.fileno())]
    for stream in left:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return bool(left)


def _is_unread(file: int) -> bool:
    watched = select.poll()
    watched.register(file, 0)  # errors are always told
    return any(event & select.POLLERR for _, event in watched.poll(0))
