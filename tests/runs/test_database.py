"""The store's file: named by the environment, shared by threads and processes."""

import copy
import subprocess
import sys

import pytest

from runs.home import REPOSITORY, home, store_url
from runs.store import Store


def test_a_copied_store_opens_the_same_database(store):
    run_id = store.create_run("a run", {})
    with copy.copy(store) as other:  # by its URL, as pickling does
        assert other.run(run_id) == store.run(run_id)


def test_a_relative_file_is_the_same_from_everywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store("sqlite:///runs.db") as relative:
        assert relative.url == f"sqlite:///{tmp_path / 'runs.db'}"


def test_the_environment_names_home_and_store(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / "new" / "home"))
    monkeypatch.delenv("LINEHEADS_STORE", raising=False)
    assert home().is_dir()
    assert store_url() == f"sqlite:///{tmp_path / 'new' / 'home' / 'lineheads.db'}"
    monkeypatch.setenv("LINEHEADS_STORE", "sqlite:///elsewhere.db")
    assert store_url() == "sqlite:///elsewhere.db"


WRITER = """
import sys
from runs.history import HistoryPoint
from runs.store import Store
with Store(sys.argv[1]) as store:
    for step in range(60):
        store.add_points(sys.argv[2], [HistoryPoint(step=step, total_loss=1 / (step + 1))])
        store.control(sys.argv[2])
"""


@pytest.mark.slow
def test_processes_write_and_read_one_file_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    with Store(url) as store:
        runs = [store.create_run("a run", {}) for _ in range(3)]
        writers = [subprocess.Popen([sys.executable, "-c", WRITER, url, run_id], cwd=REPOSITORY) for run_id in runs]
        seen = dict.fromkeys(runs, -1)
        while min(seen.values()) < 59:
            for run_id in runs:
                new = store.points(run_id, after=seen[run_id])
                assert [point.step for point in new] == list(range(seen[run_id] + 1, seen[run_id] + 1 + len(new)))
                seen[run_id] += len(new)
                store.change_control(run_id, pace=1.0)
        assert [writer.wait() for writer in writers] == [0, 0, 0]


@pytest.mark.slow
def test_processes_may_open_a_new_store_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    code = f"from runs.store import Store\nwith Store({url!r}) as store: store.create_run('a run', {{}})"
    processes = [subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY) for _ in range(6)]
    assert [process.wait() for process in processes] == [0] * 6
    with Store(url) as store:
        assert len(store.runs()) == 6


def test_a_store_of_an_older_version_gets_the_columns_that_came_since(old_store):
    run_id = "oldrun22"
    with Store(old_store("1_first")) as store:
        assert store.run(run_id).races is None
        store.change_control(run_id, frozen=["angle", "trunk"], solo="width", probe=10)
        control = store.control(run_id)
    assert (control.frozen, control.solo, control.probe) == (["angle", "trunk"], "width", 10)
