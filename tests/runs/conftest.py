"""A store of its own for every test."""

import os
import secrets
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from runs.store import Store
from runs.tables import Base


@pytest.fixture
def store(store_url):
    """In a file, or on the PostgreSQL server at `LINEHEADS_TEST_POSTGRES`."""
    server = os.environ.get("LINEHEADS_TEST_POSTGRES")
    with Store(_empty_database(server) if server else store_url) as store:
        yield store


@pytest.fixture
def old_store(tmp_path):
    """Makes a store as an earlier version left it, with the run `oldrun22`; returns its URL."""

    def make(name):
        path = tmp_path / "old.db"
        script = Path(__file__).parent / "old_stores" / f"{name}.sql"  # as the versions before 0001 wrote them
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script.read_text(encoding="utf-8"))
        return f"sqlite:///{path}"

    return make


def _empty_database(server):
    """Its URL; one database for all tests of a process: a new one takes 0.5 s."""
    url = _database(server)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)}"))
    engine.dispose()
    return url


@cache
def _database(server):
    url, name = make_url(server), f"lineheads_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    url = url.set(database=name).render_as_string(hide_password=False)
    Store(url).close()
    return url
