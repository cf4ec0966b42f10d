"""The connection to the store: SQLite shared by several processes, or PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Executable, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from data.finite_json import compact_json
from data.terminal import utf8
from data.viewer import EVERYTHING, NotYours, Viewer
from runs import location, migrations, sqlite_file
from runs.home import store_url
from runs.records import RunNotFound
from runs.tables import Base, RunRow
from runs.unavailable import MOVED, StoreUnavailable, in_words

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_LOST_AFTER = {  # libpq waits for minutes for a machine that was cut off; s, ms, s, s, times
    "connect_timeout": 5,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
_LOOK = 10.0  # seconds until a process looks again whether a newer version has changed the tables
_UPGRADE_LOCK = 28_28_4  # any number: PostgreSQL lets one process at a time change the tables


@dataclass(slots=True)
class _State:
    """How far this process has opened the store; shared by all that are bound to a viewer."""

    ready: bool = False
    looked: float = 0.0  # monotonic seconds, when the version of the tables was read last
    file: Any = None  # which file it was


class Database:
    """Transactions on the store; safe to share between threads, and picklable: the copy opens its own connections.

    Whatever keeps the database from its work raises `StoreUnavailable`. Once that is mended, the same object works.
    """

    def __init__(self, url: str | None = None, viewer: Viewer = EVERYTHING) -> None:
        """Open the store at `url` (default: `runs.home.store_url()`); writes only to a new one or an older one.

        Args:
            viewer: Who uses it: what others own is refused, by the rules of `runs.rights`.
        """
        self.viewer = viewer
        self._location = location.parse(url or store_url())
        self.url = location.render(self._location)
        self._path = self._location.database if self._location.get_backend_name() == "sqlite" else None
        self._engine = self._new_engine()
        event.listen(self._engine, "do_execute", _execute)
        self._writer = self._engine.execution_options(write=True)
        self._state = _State()
        with self._in_words():
            pass

    def bound(self, viewer: Viewer) -> Self:
        """The same store for this viewer, over the same connections."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), viewer=viewer)
        return other

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store."""
        with self._in_words(), self._reader() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at its end; SQLite has one at a time."""
        if not self.viewer.everything:
            raise NotYours("This change has no rule in `runs.rights`, and only the server may make it.")
        with self._in_words(), self._writer.begin() as connection:
            yield connection

    def execute(self, statement: Executable) -> int:
        """Run a statement in a transaction of its own; returns how many rows it changed."""
        with self.write() as connection:
            return connection.execute(statement).rowcount

    def upsert(self, connection: Connection, table: type[Base], *rows: dict[str, Any]) -> None:
        """Insert rows; a row with the same key is replaced."""
        statement = INSERTS[connection.dialect.name](table)
        keys = [column.name for column in table.__table__.primary_key]
        changes = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        if changes:
            statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
        else:
            statement = statement.on_conflict_do_nothing()
        connection.execute(statement, list(rows))

    def require_run(self, connection: Connection, run_id: str, *columns: Any) -> Any:
        """The run's columns, locked against other writers of it if this transaction writes; or RunNotFound."""
        statement = select(*(columns or [RunRow.id])).where(RunRow.id == run_id).with_for_update()
        row = connection.execute(statement).one_or_none()
        if row is None:
            raise RunNotFound(run_id)
        return row

    def close(self) -> None:
        """Close the connections of this process."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[type, tuple[str, Viewer]]:
        return type(self), (self.url, self.viewer)

    def _new_engine(self) -> Engine:
        if self._path:
            return sqlite_file.open_engine(self._location, json_serializer=compact_json)
        is_libpq = self._location.get_driver_name() in ("psycopg", "psycopg2")
        waits = {name: value for name, value in _LOST_AFTER.items() if is_libpq and name not in self._location.query}
        try:
            return create_engine(self._location, json_serializer=compact_json, pool_pre_ping=True, connect_args=waits)
        except ImportError as error:
            raise StoreUnavailable(
                f"{error}. Write `postgresql://...`, or install the driver that the URL names."
            ) from error

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            with in_words(self._location):
                self._check_file()
                if not self._state.ready or time.monotonic() - self._state.looked > _LOOK:
                    self._prepare()
                yield
        except StoreUnavailable:
            self._forget()
            raise

    def _check_file(self) -> None:
        """Notice that the file was moved away, or another one put in its place: open connections do not."""
        if self._path and self._state.ready and (file := sqlite_file.identity(self._path)) != self._state.file:
            self._forget()
            if file is None:
                raise StoreUnavailable(MOVED.format(name=self._path))

    def _forget(self) -> None:
        """Begin anew: connections of a file that was moved or write-protected stay as they are."""
        self._state.ready = False
        self._engine.dispose()

    def _reader(self) -> Connection:
        try:
            return self._engine.connect()
        except DBAPIError as error:
            if self._path and sqlite_file.lacks_room(self._path, error):
                return sqlite_file.open_unchanging(self._location).connect()
            raise

    def _prepare(self) -> None:
        """Make the tables, or upgrade those of an older version."""
        if self._path and not Path(self._path).exists():
            sqlite_file.share(self._path)
        with self._reader() as connection:
            current = migrations.is_current(connection)
            shared = not self._path or sqlite_file.is_shared(connection)
        if self._path and not shared:
            with suppress(sqlite3.OperationalError):  # it is only slower
                sqlite_file.share(self._path, patience=0)
        if not current:
            self._upgrade()
        self._state.file = sqlite_file.identity(self._path) if self._path else None
        self._state.ready, self._state.looked = True, time.monotonic()

    def _upgrade(self) -> None:
        """One process at a time; the others then have nothing left to do."""
        engine = sqlite_file.open_engine(self._location, foreign_keys=False) if self._path else self._engine
        with engine.execution_options(write=True).begin() as connection:
            if not self._path:
                connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
            migrations.upgrade_tables(connection)
        engine.dispose()


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Execute a statement; names that are no UTF-8, as of files, have `?` for what they cannot say."""
    try:
        cursor.execute(statement, parameters)
    except UnicodeEncodeError:
        texts = parameters if isinstance(parameters, dict) else dict(enumerate(parameters))
        values = {name: utf8(value) if isinstance(value, str) else value for name, value in texts.items()}
        cursor.execute(statement, values if isinstance(parameters, dict) else tuple(values.values()))
    return True
