"""The store in trouble, in words: what is wrong, where, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_MOVED = 1032  # SQLITE_READONLY_DBMOVED
_SPOILED = "It was left as it is: move it away to start anew, or put a copy in its place."
_SENTENCES = {  # primary result code of SQLite -> what is wrong, what to do
    _BUSY: "Another program has held the run store {path} for too long. Wait and try again, or end that program.",
    _READONLY: "The run store {path} cannot be written. Allow LineHeads to write this file and its folder.",
    _IOERR: "The run store {path} cannot be read or written: its disk is full, broken or gone. Free some space, or "
    "mend the disk.",
    _CORRUPT: "The run store {path} is damaged. " + _SPOILED,
    _FULL: "The disk with the run store {path} is full. Free some space.",
    _CANTOPEN: "The run store {path} cannot be opened. Its folder must exist, and LineHeads must be allowed to write "
    "there; or name another file in LINEHEADS_STORE.",
    _NOTADB: "The run store {path} is no SQLite database. " + _SPOILED,
    _MOVED: "The run store {path} was moved or deleted while LineHeads ran. Put it back, or try again for a new one.",
}
_SENTENCES[_LOCKED] = _SENTENCES[_BUSY]


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


def _sentence(url: URL, error: DBAPIError | sqlite3.Error) -> str | None:
    if isinstance(error, DBAPIError) and url.get_backend_name() != "sqlite":
        return _server_sentence(url, error)
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    sentence = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
    return sentence and sentence.format(path=url.database)


def _server_sentence(url: URL, error: DBAPIError) -> str | None:
    if not isinstance(error, OperationalError | InterfaceError) and not error.connection_invalidated:
        return None
    reason: Any = next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
    return f"The run store {url} does not answer: {reason}. Start its server, or correct LINEHEADS_STORE."
