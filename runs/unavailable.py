"""The store in trouble, in words: what is wrong, where, and what to do."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

MOVED = "The run store {name} was moved or deleted. Put it back, or try again for a new one."
_FULL = "The disk with the run store {name} is full. Free some space."
_LEFT_ALONE = (
    "It was left as it is: move it, with those beside it (-wal, -shm), away to start anew, or put a copy in its place."
)
_SENTENCES = {  # result code of SQLite -> what is wrong, what to do
    sqlite3.SQLITE_BUSY: "Another program has held the run store {name} for too long. Wait and try again, or end that "
    "program.",
    sqlite3.SQLITE_READONLY: "The run store {name} may be read only. Allow LineHeads to write this file, those beside "
    "it (-wal, -shm) and their folder.",
    sqlite3.SQLITE_READONLY_DBMOVED: MOVED,
    sqlite3.SQLITE_IOERR: "The disk with the run store {name} does not work. Check whether it is full, broken or gone.",
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: "The run store {name} is damaged. " + _LEFT_ALONE,
    sqlite3.SQLITE_NOTADB: "The run store {name} is no SQLite database. " + _LEFT_ALONE,
    sqlite3.SQLITE_CANTOPEN: "The run store {name} cannot be opened. Its folder must exist, and LineHeads must be "
    "allowed to write there; or name another file in LINEHEADS_STORE.",
}
_SENTENCES |= dict.fromkeys((sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL), _SENTENCES[sqlite3.SQLITE_BUSY])


class StoreUnavailable(RuntimeError):  # noqa: N818 (reads as what happened)
    """The store cannot be opened, read or written through no fault of the code; the text is for people."""


@contextmanager
def in_words(url: URL) -> Iterator[None]:
    """Raise `StoreUnavailable` where the database could not do its work; errors of the code stay what they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if sentence := _sentence(url, error):
            raise StoreUnavailable(sentence) from error
        raise


@contextmanager
def exit_in_words() -> Iterator[None]:
    """End a command of the terminal with the sentence and exit code 1."""
    try:
        yield
    except StoreUnavailable as error:
        sys.exit(str(error))


def name(url: URL) -> str:
    """The store as people know it: the path of a file, or the URL without the password."""
    return str(url.database if url.get_backend_name() == "sqlite" else url)


def _sentence(url: URL, error: DBAPIError | sqlite3.Error) -> str | None:
    cause = getattr(error, "orig", error)
    if code := getattr(cause, "sqlite_errorcode", None):
        sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
        return sentence and sentence.format(name=name(url))
    if isinstance(error, OperationalError | InterfaceError) or getattr(error, "connection_invalidated", False):
        reason = next(iter(str(cause).splitlines()), type(cause).__name__)
        return f"The run store {name(url)} does not answer: {reason}. Start its server, or correct LINEHEADS_STORE."
    return None
