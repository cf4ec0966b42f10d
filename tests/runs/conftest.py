"""A store of its own for every test."""

import os
import secrets

import pytest
from sqlalchemy import create_engine, make_url, text

from runs.store import Store


@pytest.fixture
def store(tmp_path):
    """In a file, or on the PostgreSQL server at `LINEHEADS_TEST_POSTGRES`."""
    server = os.environ.get("LINEHEADS_TEST_POSTGRES")
    with Store(_new_database(server) if server else f"sqlite:///{tmp_path / 'runs.db'}") as store:
        yield store


def _new_database(server):
    url, name = make_url(server), f"lineheads_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
