"""Stores of every earlier version open with what they hold; all of them get the schema that `runs.tables` describes."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from runs import database, migrations
from runs.database import StoreUnavailable
from runs.home import REPOSITORY
from runs.store import Store
from runs.tables import Base

OLD_STORES = [script.stem for script in (Path(__file__).parent / "old_stores").glob("*.sql")]


def _differences(store):
    with store.read() as connection:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)


def test_a_new_store_has_the_tables_that_the_code_describes(store):
    assert _differences(store) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(OLD_STORES))
def test_a_store_of_an_older_version_opens_with_all_that_it_holds(name, old_store):
    url = old_store(name)
    with Store(url) as store:
        assert _differences(store) == []
        run = store.run("oldrun22")
        assert (run.name, run.step, dict(run.settings)) == ("of old", 10, {"network": "2019"})
        assert [(point.step, point.total_loss) for point in store.points("oldrun22")] == [(0, 3.5), (10, 2.5)]
        assert store.control("oldrun22").pace == 2.0
        assert store.checkpoint("oldrun22") == (10, b"weights")
        assert store.artefact("oldrun22", "curve.json") == b"[]"
        assert [mark["label"] for mark in store.marks("oldrun22")] == ["angle 50"]
        rival = store.create_run("beside", {}, races="oldrun22")
        assert store.rivals("oldrun22") == [rival]
        store.note("oldrun22", "a note")
        store.change_control("oldrun22", frozen=["angle"])
        assert store.engine() is None
        assert store.query("none") is None
        assert [search.id for search in store.searches()] in ([], ["oldsrch2"])
    with Store(url) as store:
        assert store.run("oldrun22").note == "a note"


def test_a_process_that_was_forgotten_stops_writing_soon_after_an_upgrade(tmp_path, monkeypatch):
    path = tmp_path / "open.db"
    with Store(f"sqlite:///{path}") as store:
        store.create_run("before", {})
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
        now = time.monotonic()
        monkeypatch.setattr(database.time, "monotonic", lambda: now + 11)
        with pytest.raises(StoreUnavailable, match=r"Update LineHeads"):
            store.create_run("after", {})


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "new.db"
    Store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match=r"new\.db was written by a newer version .*Update LineHeads"):
        Store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_each_version_is_named_after_its_file_and_follows_the_one_before():
    modules = [import_module(f"runs.migrations.versions.{name}") for name in migrations.VERSIONS]
    assert [module.revision for module in modules] == migrations.VERSIONS
    assert [module.down_revision for module in modules] == [None, *migrations.VERSIONS[:-1]]
    assert max(map(len, migrations.VERSIONS)) <= 32  # as many letters as Alembic's table has for it


def test_tables_may_be_rebuilt_without_their_rows_being_lost(old_store, monkeypatch):
    """SQLite changes a column by copying its table: what refers to the old one must stay."""
    url = old_store("1_first")

    def upgrade(connection, steps=migrations.upgrade_tables):
        steps(connection)
        connection.exec_driver_sql("CREATE TABLE copy AS SELECT * FROM runs")
        connection.exec_driver_sql("DROP TABLE runs")
        connection.exec_driver_sql("ALTER TABLE copy RENAME TO runs")

    monkeypatch.setattr(migrations, "upgrade_tables", upgrade)
    with Store(url) as store:
        assert len(store.points("oldrun22")) == 2


def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(tmp_path, old_store, monkeypatch):
    url = old_store("1_first")

    def fail(connection, steps=migrations.upgrade_tables):
        steps(connection)
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "upgrade_tables", fail)
        with pytest.raises(ZeroDivisionError):
            Store(url)
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables.isdisjoint({"alembic_version", "searches"})
    Store(url).close()


OPEN = """
import sys
from runs.store import Store
with Store(sys.argv[1]) as store: store.create_run("a run", {})
print("alembic" in sys.modules)
"""


@pytest.mark.long
@pytest.mark.slow
def test_processes_may_open_a_store_of_an_older_version_at_once(old_store):
    url = old_store("1_first")
    processes = [subprocess.Popen([sys.executable, "-c", OPEN, url], cwd=REPOSITORY) for _ in range(6)]
    assert [process.wait() for process in processes] == [0] * 6
    with Store(url) as store:
        assert len(store.runs()) == 7
        assert _differences(store) == []


@pytest.mark.slow
def test_a_store_that_is_up_to_date_is_opened_without_alembic(tmp_path):
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    Store(url).close()
    process = subprocess.run([sys.executable, "-c", OPEN, url], cwd=REPOSITORY, capture_output=True, text=True)
    assert (process.stdout, process.stderr) == ("False\n", "")
