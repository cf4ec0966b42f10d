"""What the first view of a long run costs the server: processor time and memory."""

import multiprocessing
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil

from benchmarks.table import Row, show
from training.catalogue import Catalogue
from training.presets import PRESETS
from training.run_store import RunStore
from ui.shared.run_view import RunReader

POINTS = 40_000


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'runs.db'}"
        run_id = _long_run(url)
        fresh = multiprocessing.get_context("spawn")  # a process that has not read anything yet
        with ProcessPoolExecutor(1, mp_context=fresh) as process:
            seconds, memory, points = process.submit(_view, url, run_id).result()
    return [
        Row(f"first view of {POINTS:,} points", seconds, "CPU s", target="<= 1"),
        Row("memory that it takes", memory, "MB", target="<= 50"),
        Row("points that are kept in memory", points, ""),
    ]


def _long_run(url: str) -> str:
    """A run that is done; every third of its points has gradient diagnostics."""
    with RunStore(url) as store:
        run_id = store.create_run("long", PRESETS["fast"].settings.to_json())
        points = Catalogue(store).get("fast").files.points()[1:]
        for first in range(0, POINTS, 1_000):
            some = range(first, first + 1_000)
            store.add_points(run_id, [replace(points[n % len(points)], step=20 * n) for n in some])
        store.set_status(run_id, "done", step=20 * (POINTS - 1), total_steps=20 * (POINTS - 1))
    return run_id


def _view(url: str, run_id: str) -> tuple[float, float, int]:
    process = psutil.Process()
    with RunStore(url) as store:
        store.runs()
        memory, started = process.memory_info().rss, time.process_time()
        view = RunReader(run_id, store).view()
        assert view is not None
        return time.process_time() - started, (process.memory_info().rss - memory) / 1e6, len(view.points)


if __name__ == "__main__":
    show("Viewing", rows())
