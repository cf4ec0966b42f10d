"""The same store on a real PostgreSQL server: where its SQL could differ, the tests of the store run there too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import postgres
from runs import database
from runs.home import REPOSITORY
from runs.location import parse, render
from runs.store import Store
from runs.unavailable import StoreUnavailable
from tests.training.engine.cluster_docs import block

OF_FILES = ("database", "history", "migrations", "postgres", "unavailable")  # of SQLite's, or of none


def test_a_plain_url_means_the_driver_that_comes_with_the_project():
    url = "postgresql+psycopg://me:secret@host/runs"
    assert render(parse("postgresql://me:secret@host/runs")) == render(parse(url)) == url


def test_a_server_that_is_not_installed_is_told_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"make postgresql"), postgres.postgres():
        pass


def test_a_machine_that_was_cut_off_is_told_after_seconds_or_as_the_url_says(monkeypatch):
    options = []

    def connect(_url, **given):
        options.append(given["connect_args"])
        raise ImportError("no driver")

    monkeypatch.setattr(database, "create_engine", connect)
    for url in ("postgresql://host/runs?connect_timeout=30", "postgresql+pg8000://host/runs"):
        with pytest.raises(StoreUnavailable, match="no driver"):
            Store(url)
    of_ours = {name: wait for name, wait in database._LOST_AFTER.items() if name != "connect_timeout"}
    assert options == [of_ours, {}], "the URL says it, or the driver has other names for them"


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(900)  # all tests of this folder in one
def test_runs_searches_queries_and_turns_are_the_same_on_postgresql():
    with postgres.postgres() as url:
        environment = os.environ | {"LINEHEADS_TEST_POSTGRES": render(parse(url))}
        here = Path(__file__).parent
        files = sorted({*here.glob("test_*.py")} - {here / f"test_{subject}.py" for subject in OF_FILES})
        command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-m", "not slow", *files]
        ended = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.slow
@pytest.mark.long
def test_the_copy_of_the_docs_brings_back_what_was_before_an_upgrade(tmp_path):
    """By the commands of docs/cluster.md, as the user that they make."""
    with postgres.postgres() as server:
        url = server.replace("postgres@", "lineheads:PASSWORD@").replace("/postgres", "/lineheads")

        def typed(begin, store):
            lines = block(begin).replace("psql -c", "psql $LINEHEADS_STORE -c")
            environment = os.environ | {"LINEHEADS_STORE": store}
            subprocess.run(["bash", "-ec", lines], cwd=tmp_path, env=environment, check=True, capture_output=True)

        typed('psql -c "CREATE USER', server)
        with Store(url) as store:
            run_id = store.create_run("kept", {})
        typed("pg_dump", url)
        with Store(url) as store, store.write() as connection:
            connection.exec_driver_sql("CREATE TABLE later (number int)")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
        with pytest.raises(StoreUnavailable, match="Update LineHeads"):
            Store(url).runs()
        typed("psql $LINEHEADS_STORE", url)
        with Store(url) as store:
            assert [run.id for run in store.runs()] == [run_id]
