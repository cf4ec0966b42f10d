"""A store in trouble says in a sentence what is wrong, where, and what to do."""

import sqlite3

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from runs import database
from runs.database import StoreUnavailable
from runs.home import home
from runs.store import Store
from runs.tables import Mark


def _url(path):
    return f"sqlite:///{path}"


def test_what_is_no_database_is_left_alone(tmp_path):
    content = b"not a database, but long enough to be looked at" * 40
    path = tmp_path / "runs.db"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"runs\.db is no SQLite database\. .*move it away"):
        Store(_url(path))
    assert path.read_bytes() == content


def test_a_damaged_file_says_so_and_is_left_alone(tmp_path):
    path = tmp_path / "runs.db"
    with Store(_url(path)) as store:
        for number in range(200):
            store.create_run(f"run {number}", {"text": "x" * 500})
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"runs\.db is damaged\. .*copy"), Store(_url(path)) as store:
        store.runs()
    assert path.read_bytes() == content


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"no/runs\.db cannot be opened.*LINEHEADS_STORE"):
        Store(_url(tmp_path / "no" / "runs.db"))


def test_a_home_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(StoreUnavailable, match=r"file/home cannot be made: Not a directory\. .*LINEHEADS_HOME"):
        home()


@pytest.mark.parametrize("url", ["foo", "mysql://host/runs", "sqlite://runs/runs.db", "nosuch:///runs.db", "sqlite:/a"])
def test_a_wrong_url_is_told_with_an_example(url):
    with pytest.raises(StoreUnavailable, match=r"LINEHEADS_STORE.*for example sqlite:////"):
        Store(url)


def test_a_full_disk_is_told_by_writers_only(tmp_path):
    with Store(_url(tmp_path / "runs.db")) as store:
        run_id = store.create_run("a run", {})
        with pytest.raises(StoreUnavailable, match=r"disk with the run store .*runs\.db is full\. Free"):
            _fill(store)
        assert [run.id for run in store.runs()] == [run_id]


def _fill(store):
    """Writes until the file has the most pages that it may have; the next connection may have more."""
    with store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.exec_driver_sql("CREATE TABLE filler (data BLOB)")
        connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(1000000))")


def test_a_lock_that_is_held_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    with Store(_url(tmp_path / "runs.db")) as store:
        other = sqlite3.connect(tmp_path / "runs.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"Another program has held the run store .*runs\.db"):
            store.create_run("a run", {})
        assert store.runs() == []
        other.close()
        store.create_run("a run", {})


def test_errors_of_the_code_stay_what_they_are(store):
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(insert(Mark).values(run_id="none", step=1, label="a"))
