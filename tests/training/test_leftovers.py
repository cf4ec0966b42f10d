"""A start removes what dead processes left half written, and nothing that is being written."""

import os
import subprocess
import sys
import time

import pytest

from training.leftovers import FOLDERS, clear_leftovers


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    return tmp_path


def gone():
    """The pid of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_half_written_files_of_dead_processes_go_and_others_stay(home):
    dead, alive = gone(), os.getpid()
    ages = {
        f"data/a.{dead}.part": 100,
        f"data/a.{dead}.json.part": 100,
        f"drawings/abcd2345.{dead}.part": 100,
        "networks/tmpx7.part": 100,
        f"data/b.{alive}.part": 4000,
        f"data/c.{alive}.part": 100,
        f"data/d.{dead}.part": 0,
        "networks/tmpy8.part": 0,
        "networks/mine.json": 9000,
    }
    for name, age in ages.items():
        (home / name).write_text("{")
        os.utime(home / name, (time.time() - age, time.time() - age))
    clear_leftovers()
    left = {str(file.relative_to(home)) for file in home.rglob("*.*") if file.is_file()}
    assert left == {f"data/c.{alive}.part", f"data/d.{dead}.part", "networks/tmpy8.part", "networks/mine.json"}


def test_a_home_that_is_new_has_none(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / "new"))
    clear_leftovers()
