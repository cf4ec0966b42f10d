"""What the doctor says of each thing that may be missing, and that looking changes nothing."""

import re
import shutil
import sqlite3
import sys
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import PackageNotFoundError

import pytest

from runs import home
from runs.records import now
from training.doctor import __main__ as doctor
from training.doctor import machine, packages, record
from training.engine.process import new_record
from training.run_store import RunStore

PORT = 1  # nobody has it


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A home of its own."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / "home"))
    for name in ("LINEHEADS_STORE", "LINEHEADS_ENGINE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def store(folder, empty_store):
    folder.mkdir()
    shutil.copy(empty_store, folder / "lineheads.db")
    with RunStore(record._url()) as store:
        yield store


def beat(store, **changes):
    assert store.beat(replace(new_record(), **changes))


def test_the_home_and_the_store_are_those_of_the_app(folder, monkeypatch):
    assert (machine.home_folder(), record._url()) == (home.home(), home.store_url())
    monkeypatch.delenv("LINEHEADS_HOME")
    assert machine.home_folder() == home.REPOSITORY / "var"


def test_a_sound_machine_has_nothing_to_mend_and_tensorflow_is_not_loaded(folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tensorflow", None)  # importing it would fail
    assert doctor.main(["--port", str(PORT)]) == 0
    written = capsys.readouterr().out
    assert all(re.search(rf"(?m)^{subject}\b", written) for subject in doctor.CHECKS)
    assert "All that LineHeads needs is there." in written
    assert not folder.exists(), "looking makes nothing"


def test_what_is_missing_ends_it_with_one_and_a_way_out(folder, monkeypatch, capsys):
    monkeypatch.setattr(packages, "version", absent)
    assert doctor.main(["--port", str(PORT)]) == 1
    written = capsys.readouterr().out
    assert re.search(r"TensorFlow +wrong +not installed\n +-> Run `make run`", written)
    assert re.search(r"Packages +wrong .* and \d\d more\n", written)
    assert "3 to mend" in written


def absent(name):
    raise PackageNotFoundError(name)


@pytest.mark.parametrize(("installed", "state"), [("2.21.0", "ok"), ("2.20.0", "wrong"), ("3.0.0", "wrong")])
def test_a_release_out_of_range_is_missing(monkeypatch, installed, state):
    monkeypatch.setattr(packages, "version", lambda name: installed)
    finding = packages._package("tensorflow")
    assert finding.state == state
    assert installed in finding.text


def test_litert_that_does_not_load(monkeypatch):
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    assert packages.check_litert().state == "wrong"
    assert "cannot be loaded" in packages.check_litert().text


@pytest.mark.parametrize("flags", ["fpu sse4_2 avx avx2 ", "fpu sse4_2 "])
def test_a_processor_without_avx(monkeypatch, tmp_path, flags):
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}\n")
    monkeypatch.setattr(packages, "_CPU", tmp_path / "cpuinfo")
    monkeypatch.setattr(packages.platform, "machine", lambda: "x86_64")
    assert packages.check_tensorflow().state == ("ok" if " avx " in flags else "wrong")


def test_a_disk_that_is_full_or_closed(folder, monkeypatch):
    assert machine.check_disk().state == "ok"
    usage = namedtuple("Usage", "free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda place: usage(0.2e9))
    assert (machine.check_disk().state, machine.check_disk().text[:11]) == ("wrong", "0.2 GB free")
    monkeypatch.setattr(machine.os, "access", lambda place, how: False)
    assert "may not be written" in machine.check_disk().text


def test_memory_is_what_the_container_may_have(monkeypatch, tmp_path):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(machine, "_CONTAINER", (limit,))
    monkeypatch.setattr(machine, "_machine_memory", lambda: 8e9)
    for text, state, words in (
        ("max\n", "ok", "8.0 GB"),
        ("4000000000\n", "ok", "4.0 GB"),
        ("600000000\n", "wrong", "0.6 GB"),
    ):
        limit.write_text(text)
        assert machine.check_memory().state == state
        assert machine.check_memory().text.startswith(words)


def test_a_port_that_is_free_taken_or_ours(monkeypatch):
    assert machine.check_port(PORT).text == "free"
    with machine.socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        monkeypatch.setattr(machine, "serves", lambda number: False)
        assert machine.check_port(number).state == "wrong"
        assert f"PORT={number + 1}" in machine.check_port(number).advice
        monkeypatch.setattr(machine, "serves", lambda number: True)
        assert machine.check_port(number).text == "LineHeads answers there"


def test_no_browser_is_in_nobodys_way(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert machine.check_browser().state == "note"


def test_a_store_that_is_new_or_there(folder, store):
    assert record.check_store().text == str(folder / "lineheads.db")
    (folder / "lineheads.db").unlink()
    assert "the first start makes it" in record.check_store().text
    assert not (folder / "lineheads.db").exists()


def test_a_store_of_an_older_or_newer_version_is_left_alone(folder, store):
    store.close()
    for version, state in (("0001", "wrong"), (record_versions()[0], "note")):
        with sqlite3.connect(folder / "lineheads.db") as file:
            file.execute("UPDATE alembic_version SET version_num = ?", [version])
        file.close()
        assert record.check_store().state == state
        with sqlite3.connect(folder / "lineheads.db") as file:
            assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)
        file.close()


def record_versions():
    from runs.migrations import VERSIONS

    return VERSIONS


@pytest.mark.parametrize("url", ["postgresql+psycopg://me:secret@127.0.0.1:1/none", "mysql://me:secret@host/x"])
def test_a_store_that_does_not_answer(folder, monkeypatch, url):
    monkeypatch.setenv("LINEHEADS_STORE", url)
    finding = record.check_store()
    assert finding.state == "wrong"
    assert "secret" not in finding.advice
    assert "LINEHEADS_STORE" in finding.advice


def test_a_damaged_store(folder):
    folder.mkdir()
    (folder / "lineheads.db").write_bytes(b"no database at all" * 100)
    assert "no SQLite database" in record.check_store().advice


def test_an_engine_that_lives_died_or_never_was(store, monkeypatch):
    assert record.check_engine(PORT).text == "none; `make run` starts one"
    monkeypatch.setattr(record, "serves", lambda port: True)
    assert record.check_engine(PORT).state == "wrong"
    assert "engine.log" in record.check_engine(PORT).advice
    beat(store, workers=1)
    assert "1 process to train" in record.check_engine(PORT).text
    store.forget_engine(store.engine().id)
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")
    assert record.check_engine(PORT).state == "note"


def test_an_engine_that_is_silent_is_none(store, monkeypatch):
    beat(store)
    moment = now() + timedelta(minutes=1)
    monkeypatch.setattr("runs.records.now", lambda: moment)
    monkeypatch.setattr(record, "serves", lambda port: True)
    assert record.check_engine(PORT).state == "wrong"
