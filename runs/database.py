"""The connection to the store: SQLite shared by several processes, or PostgreSQL."""

import json
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Executable, create_engine, event, func, inspect, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from runs.home import store_url
from runs.records import RunNotFound
from runs.tables import Base, RunRow
from runs.unavailable import StoreUnavailable, in_words

_PATIENCE = 15.0  # seconds a writer waits for another one
INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
CREATION_LOCK = 28_28_4  # any number: PostgreSQL lets one process at a time create the tables


class Database:
    """Transactions on the store; safe to share between threads, and picklable: the copy opens its own connections."""

    def __init__(self, url: str | None = None) -> None:
        """Open the store at `url` (default: `runs.home.store_url()`), with its tables."""
        url = url or store_url()
        try:
            self.url = _absolute(url)
            self._engine = create_engine(
                self.url, json_serializer=dump_json, pool_pre_ping=not self.url.startswith("sqlite")
            )
        except (ArgumentError, ImportError) as error:  # no such kind of database, or no driver for it
            raise StoreUnavailable(
                f"No run store can be opened at LINEHEADS_STORE={url!r} ({str(error).splitlines()[0]}). "
                "Write for example sqlite:////home/me/runs.db, with the full path of a file."
            ) from error
        self._writer = self._engine.execution_options(write=True)
        with in_words(self._engine.url):
            if self._engine.dialect.name == "sqlite":
                _prepare_sqlite(self._engine)
            self._create_tables()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store, or `StoreUnavailable`."""
        with in_words(self._engine.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at its end, or `StoreUnavailable`; SQLite has one at a time."""
        with in_words(self._engine.url), self._writer.begin() as connection:
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

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return type(self), (self.url,)

    def _create_tables(self) -> None:
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(CREATION_LOCK)))
            Base.metadata.create_all(connection)
            _add_columns(connection)


def _add_columns(connection: Connection) -> None:
    """Give a store of an older version the columns that came since; they may be null."""
    inspector = inspect(connection)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}")


def dump_json(value: Any) -> str:
    """JSON in which NaN and the infinities, which databases refuse and charts cannot draw, are null."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(_finite(value), allow_nan=False, separators=(",", ":"))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _absolute(url: str) -> str:
    """The URL with a full path, so that it means the same file in every process."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        parts = parts.set(database=str(Path(parts.database).expanduser().resolve()))
    return parts.render_as_string(hide_password=False)


def _prepare_sqlite(engine: Engine) -> None:
    """Make every connection wait for its turn: writers take the lock when they begin, so that none fails half-way."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not by the driver's guess
        for setting in (f"busy_timeout={_PATIENCE * 1000:.0f}", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    _switch_to_wal(engine)


def _switch_to_wal(engine: Engine) -> None:
    """Let readers and a writer work at once; the file remembers it."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:
            # SQLite does not wait here when two processes open a new file at once
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        finally:
            connection.close()
