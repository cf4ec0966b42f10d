"""A store in trouble says in a sentence what is wrong, where, and what to do; what can be read still is."""

import os
import resource
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from runs import sqlite_file
from runs.database import StoreUnavailable
from runs.home import home
from runs.store import Store
from runs.tables import Mark


def _url(path):
    return f"sqlite:///{path}"


@pytest.fixture
def folder():
    """One that other users may enter too, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_what_is_no_database_is_left_alone(tmp_path):
    content = b"not a database, but long enough to be looked at" * 40
    path = tmp_path / "runs.db"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"runs\.db is no SQLite database\. .*move it.* away"):
        Store(_url(path))
    assert path.read_bytes() == content


@pytest.mark.slow
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


@pytest.mark.parametrize(
    "url",
    [
        "foo",
        "mysql://host/runs",
        "sqlite://runs/runs.db",
        "nosuch:///runs.db",
        "sqlite:/a",
        "sqlite://",
        "sqlite:///",
        "postgresql://host:port/runs",
    ],
)
def test_a_wrong_url_is_told_with_an_example(url):
    with pytest.raises(StoreUnavailable, match=r"LINEHEADS_STORE names no run store.*for example `sqlite:////"):
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


def test_a_lock_that_is_held_too_long_is_told_to_writers_only(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "_PATIENCE", 0.05)
    path = tmp_path / "runs.db"
    Store(_url(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Store(_url(path)) as store:  # opening takes no lock
            assert store.runs() == []
            with pytest.raises(StoreUnavailable, match=r"Another program has held the run store .*runs\.db"):
                store.create_run("a run", {})
    store.create_run("a run", {})


@contextmanager
def _protected(*paths):
    """Nobody may write there, not even root."""
    modes = [path.stat().st_mode for path in paths]
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~0o222)
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode | 0o222)


@pytest.mark.parametrize("protected", [("folder",), ("file",), ("folder", "file")])
def test_a_protected_store_is_read_without_a_trace_and_heals(folder, protected):
    path = folder / "runs.db"
    with Store(_url(path)) as store:
        run_id = store.create_run("a run", {})
    places = {"folder": folder, "file": path}
    with _protected(*(places[name] for name in protected)):
        store = Store(_url(path))
        assert [run.id for run in store.runs()] == [run_id]
        with pytest.raises(StoreUnavailable, match=r"runs\.db may be read only\. Allow LineHeads to write"):
            store.create_run("a run", {})
        assert [run.id for run in store.runs()] == [run_id]
        assert [file.name for file in folder.iterdir()] == ["runs.db"]
    store.create_run("a run", {})
    assert len(store.runs()) == 2
    store.close()


@contextmanager
def _no_room():
    """Nothing can be written into any file, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_store_without_room_opens_is_read_and_heals(tmp_path):
    with Store(_url(tmp_path / "runs.db")) as store:
        run_id = store.create_run("a run", {})
    with _no_room():
        store = Store(_url(tmp_path / "runs.db"))
        runs = store.runs()
        with pytest.raises(StoreUnavailable) as write:
            store.create_run("a run", {})
    assert [run.id for run in runs] == [run_id]
    assert "runs.db is full" in str(write.value) or "runs.db does not work. Check whether it is full" in str(
        write.value
    )
    store.create_run("a run", {})
    assert len(store.runs()) == 2
    store.close()


def test_a_store_that_was_deleted_is_told_and_made_anew(tmp_path):
    path = tmp_path / "home" / "runs.db"
    path.parent.mkdir()
    with Store(_url(path)) as store:
        store.create_run("a run", {})
        shutil.rmtree(path.parent)
        with pytest.raises(StoreUnavailable, match=r"runs\.db was moved or deleted"):
            store.runs()
        with pytest.raises(StoreUnavailable, match=r"runs\.db cannot be opened\. Its folder must exist"):
            store.runs()
        path.parent.mkdir()
        assert store.runs() == []


def test_a_file_that_is_put_in_its_place_is_read_at_once(tmp_path):
    with Store(_url(tmp_path / "other.db")) as other:
        run_id = other.create_run("a run", {})
    with Store(_url(tmp_path / "runs.db")) as store:
        assert store.runs() == []
        for file in tmp_path.glob("runs.db*"):
            file.unlink()
        (tmp_path / "other.db").rename(tmp_path / "runs.db")
        assert [run.id for run in store.runs()] == [run_id]


def test_a_copy_that_is_put_back_is_read_without_a_new_start(tmp_path):
    path, copy = tmp_path / "runs.db", tmp_path / "copy.db"
    with Store(_url(path)) as store:
        run_id = store.create_run("a run", {})
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("VACUUM INTO ?", [str(copy)])
        for file in tmp_path.glob("runs.db*"):
            file.write_bytes(b"spoiled " * 2000)
        with pytest.raises(StoreUnavailable):
            store.runs()
        for file in tmp_path.glob("runs.db*"):
            file.unlink()
        copy.rename(path)
        assert [run.id for run in store.runs()] == [run_id]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["what?.db", "a%41.db", "%3f", "with space #1.db", "größe-線.db", "a&b=c;d.db"])
def test_a_path_means_that_very_file(tmp_path, monkeypatch, name):
    with Store(f"sqlite:///{tmp_path}/{name}") as store:
        run_id = store.create_run("a run", {})
        assert (tmp_path / name).is_file()
        with Store(store.url) as other:
            assert [run.id for run in other.runs()] == [run_id]
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / f"home {name}"))
    monkeypatch.delenv("LINEHEADS_STORE", raising=False)
    Store().close()
    assert (tmp_path / f"home {name}" / "lineheads.db").is_file()


def test_a_tilde_is_the_folder_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    with Store("sqlite:///~/runs.db") as store:
        assert store.url == _url(tmp_path / "runs.db")
    with pytest.raises(StoreUnavailable, match="nobody-of-this-name"):
        Store("sqlite:///~nobody-of-this-name/runs.db")
    monkeypatch.setenv("LINEHEADS_HOME", "~nobody-of-this-name/home")
    with pytest.raises(StoreUnavailable, match="nobody-of-this-name"):
        home()


def test_passwords_are_not_shown():
    with pytest.raises(StoreUnavailable) as wrong:
        Store("mysql://me:secret@host/runs")
    assert "secret" not in str(wrong.value)
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnavailable, match=r"postgresql.*127\.0\.0\.1:9/runs does not answer") as refused:
        Store("postgresql+psycopg://me:secret@127.0.0.1:9/runs")
    assert "secret" not in str(refused.value)


def test_errors_of_the_code_stay_what_they_are(store):
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(insert(Mark).values(run_id="none", step=1, label="a"))
