"""An SQLite file as several processes share it."""

import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

_PATIENCE = 15.0  # seconds a writer waits for another one
_NO_ROOM = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
_READ_ONLY = "mode=ro&immutable=1"


def open_engine(url: URL, foreign_keys: bool = True, **options: Any) -> Engine:
    """Connections that wait for their turn: writers take the lock when they begin, so that none fails half-way.

    They never make the file: a store that was deleted shall not come back without its tables.

    Args:
        foreign_keys: Whether they are kept; a table that is rebuilt would take the rows that refer to it along.
    """
    settings = "mode=rw", "synchronous=NORMAL", f"foreign_keys={foreign_keys:d}"
    engine = create_engine(url, creator=partial(_connect, str(url.database), *settings), **options)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def open_unchanging(url: URL) -> Engine:
    """Connections that read without leaving a trace, and without locks: each is for one short transaction."""
    return create_engine(url, creator=partial(_connect, str(url.database), _READ_ONLY), poolclass=NullPool)


def lacks_room(path: str, error: DBAPIError) -> bool:
    """Whether a reader failed only because nothing may be written beside the file: a full disk, a protected folder."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in _NO_ROOM and Path(path).exists() and _is_complete(path)


def identity(path: str) -> tuple[int, int] | None:
    """The same as long as it is the same file; None if there is none."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_dev, state.st_ino


def is_shared(connection: Connection) -> bool:
    """Whether readers and a writer work at once."""
    return connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def share(path: str, patience: float = _PATIENCE) -> None:
    """Make the file if there is none, and let readers and a writer work at once; the file remembers it."""
    deadline = time.monotonic() + patience
    while True:
        try:
            _connect(path, "mode=rwc", "journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            # SQLite does not wait here when two processes open a new file at once
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _connect(path: str, mode: str, *settings: str) -> sqlite3.Connection:
    """Transactions begin with the engine, not by the driver's guess."""
    if mode != _READ_ONLY and _is_protected(path):
        raise _read_only()
    name = f"file:{quote(os.fsencode(path))}?{mode}"
    connection = sqlite3.connect(name, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_protected(path: str) -> bool:
    """Whether nobody writes a file that we may only read. SQLite would leave files beside it that are protected too."""
    if not Path(path).exists():  # looked at first: another process may make it at any moment
        return False
    writable = os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return not writable and _is_complete(path)


def _is_complete(path: str) -> bool:
    """Whether nothing stands in the log beside the file that is not in the file yet."""
    try:
        return os.stat(f"{path}-wal").st_size == 0
    except OSError:
        return True


def _read_only() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    return error
