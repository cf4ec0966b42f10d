"""Runs a minute by workers, and what a run and those who watch it cost the store, in SQLite and in PostgreSQL.

`python -m benchmarks scaling`; docs/cluster.md says what follows for many machines.
"""

import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
from sqlalchemy import func, select

from benchmarks.postgres import postgres
from benchmarks.table import Row, show
from runs.home import REPOSITORY
from training.presets import PRESETS
from training.run_store import RunStore

WORKERS = 1, 2
TIMED_RUNS = 4  # for each number of workers, after one each that is not timed
COSTED_RUNS = 3  # in each store, after one that is not counted
LOOKS = 300  # of one who watches, a second apart in truth
KINDS = {"add_points": "points", "control": "controls", "save_checkpoint": "checkpoints", "save_snapshot": "snapshots"}
_SETTINGS = PRESETS["fast"].settings.to_json()


def rows() -> list[Row]:
    return [*_by_workers(), *_by_store()]


def _by_workers() -> Iterator[Row]:
    first = 0.0
    for workers in WORKERS:
        rate = _runs_a_minute(workers)
        first = first or rate
        yield Row(f"runs of fast a minute, {workers} workers", rate, "a minute", rate / first)


def _runs_a_minute(workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder, RunStore(f"sqlite:///{folder}/runs.db") as store:
        command = [sys.executable, "-m", "training.engine", "--workers", str(workers), "--store", store.url]
        engine = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
        try:
            _trained(store, workers)
            runs = [store.run(run_id) for run_id in _trained(store, TIMED_RUNS)]
        finally:
            engine.terminate()
            engine.wait()
    begins, ends = [run.started for run in runs if run], [run.ended for run in runs if run]
    return 60 * TIMED_RUNS / (max(filter(None, ends)) - min(filter(None, begins))).total_seconds()


def _trained(store: RunStore, count: int) -> list[str]:
    """The ids of so many runs, once all of them have ended."""
    run_ids = [store.create_run("a run", _SETTINGS) for _ in range(count)]
    while not all((run := store.run(run_id)) and run.finished for run_id in run_ids):
        time.sleep(0.1)
    return run_ids


def _by_store() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, RunStore(f"sqlite:///{Path(folder) / 'runs.db'}") as store:
        yield from _costs("SQLite", store, lambda: 0.0)
    with postgres(lasting=True) as url, RunStore(url) as store:
        yield from _costs("PostgreSQL", store, lambda: _server_seconds(store))


def _costs(name: str, store: RunStore, server_seconds: Any) -> Iterator[Row]:
    """What runs in this process cost."""
    _train_here(store, defaultdict(float))
    spent, begin, before = defaultdict[str, float](float), time.perf_counter(), server_seconds()
    cpu = time.process_time()
    run_ids = [_train_here(store, spent) for _ in range(COSTED_RUNS)]
    seconds, served = time.perf_counter() - begin, server_seconds() - before
    yield Row(f"{name}: a run of fast in its worker", (time.process_time() - cpu) / COSTED_RUNS, "CPU s")
    yield Row(f"{name}: share of a run's time that its store takes", 100 * sum(spent.values()) / seconds, "%")
    for kind in (*KINDS.values(), "begin and end"):
        yield Row(f"{name}: of it {kind}", 100 * spent[kind] / seconds, "%")
    begin, cpu, before = time.perf_counter(), time.process_time(), server_seconds()
    for _ in range(LOOKS):
        _look(store, run_ids[-1])
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    yield Row(f"{name}: a look of one who watches, time", 1000 * seconds / LOOKS, "ms")
    yield Row(f"{name}: a look of one who watches, the server's CPU", 1000 * cpu / LOOKS, "CPU ms")
    if served:
        looked = server_seconds() - before
        yield Row("PostgreSQL's own CPU, a run", served / COSTED_RUNS, "CPU s")
        yield Row("PostgreSQL's own CPU, a look", 1000 * looked / LOOKS, "CPU ms")


def _train_here(store: RunStore, spent: defaultdict[str, float]) -> str:
    """As a worker does, with the seconds that it spends on its store by kind; the run's id."""
    from training.engine import task

    task.load_tensorflow()
    run_id = store.create_run("a run", _SETTINGS)
    store.claim_next("benchmark")
    with patch.object(task, "patient", lambda opened: _Timed(opened, spent)):
        task.train_run(run_id, store.url)
    return run_id


class _Timed:
    """The store of a run, with a watch on each call."""

    def __init__(self, store: RunStore, spent: defaultdict[str, float]) -> None:
        self._store, self._spent = store, spent

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._store, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return value(*arguments, **named)
            finally:
                self._spent[KINDS.get(name, "begin and end")] += time.perf_counter() - begin

        return timed if callable(value) else value


def _look(store: RunStore, run_id: str) -> None:
    """What the live part of Train reads when little is new."""
    run = store.run(run_id)
    assert run is not None
    store.points(run_id, after=run.step - 40)
    store.marks(run_id)
    store.control(run_id)


def _server_seconds(store: RunStore) -> float:
    """CPU seconds of all processes of the PostgreSQL server so far."""
    with store.read() as connection:
        postmaster = psutil.Process(connection.scalar(select(func.pg_backend_pid()))).parent()
    assert postmaster is not None
    ended = postmaster.cpu_times()
    alive = [process.cpu_times() for process in (postmaster, *postmaster.children())]
    return ended.children_user + ended.children_system + sum(times.user + times.system for times in alive)


if __name__ == "__main__":
    show("Scaling", rows())
