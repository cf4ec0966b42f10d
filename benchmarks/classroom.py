"""A class: students who draw for a minute and train `fast` once, a teacher whose board is open, and all that it costs.

`python -m benchmarks classroom [--students 30] [--training 30] [--probe 50] [--simulated 8]`. Most students
are websocket clients that do what the browser does, their question for the news of the class included; one, and the
board, are real browsers.
"""

import argparse
import asyncio
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psutil

from benchmarks.class_members import LED_TO, PATIENCE, Measured, board, browser, noted, student
from benchmarks.drawing import EVERY, Drawer
from benchmarks.server import Served, served
from benchmarks.sessions import Session
from benchmarks.simulated_worker import simulated_worker
from benchmarks.table import Row, show
from runs.class_records import ClassRecord
from training.results.durations import Durations
from training.results.queue_forecast import seconds_to_start

WARM = 300.0  # seconds that the engine is given
PAGES = ("", "train", "classroom", LED_TO)


def rows(options: Sequence[str] = ()) -> list[Row]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks classroom")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--training", type=int, default=30, help="how many of them train")
    parser.add_argument("--drawing", type=float, default=60.0, help="seconds that each draws (%(default)g)")
    parser.add_argument("--probe", type=int, default=50, help="gradient diagnostics every so many steps (%(default)d)")
    about = "a worker that only waits takes so many seconds a run, where the processors are busy; 0: train"
    parser.add_argument("--simulated", type=float, default=0.0, help=about)
    chosen = parser.parse_args(options)
    with _trained(chosen) as server:
        asyncio.run(_load_code(server))
        measured = Measured(load=psutil.getloadavg()[0])
        school_class, secret = server.store.create_class("Benchmark")
        ended = threading.Event()
        others = [
            threading.Thread(target=board, args=(server, secret, measured, ended)),
            threading.Thread(target=browser, args=(server, school_class.code, measured, ended)),
            threading.Thread(target=_look_after, args=(server, measured, ended)),
        ]
        for thread in others:
            thread.start()
        for _ in ("board", "student's browser"):
            measured.open.acquire(timeout=WARM)
        try:
            started = asyncio.run(_class(server, school_class, chosen, measured))
        finally:
            time.sleep(5)  # the board hears of the last
            ended.set()
            for thread in others:
                thread.join()
        return _figures(server, measured, chosen, started)


@contextmanager
def _trained(chosen: argparse.Namespace) -> Iterator[Served]:
    """A server with an engine or what stands for one."""
    if chosen.simulated:
        with served() as server, simulated_worker(server.store, chosen.simulated):
            yield server
    else:
        with served(engine="on" if chosen.training else "off") as server:
            if chosen.training:
                _wait_for_engine(server)
            yield server


async def _load_code(server: Served) -> None:
    """Open each page once: the first who does so waits for its code."""
    for page in PAGES:
        async with Session(server.url, page, "").opened():
            pass
    await Drawer(server.url, 0).draw(2, 0)


def _wait_for_engine(server: Served) -> None:
    deadline = time.monotonic() + WARM
    while not ((engine := server.store.engine()) and engine.warm):
        if time.monotonic() > deadline:
            raise SystemExit(f"The engine did not answer within {WARM:g} s; its log tells why.")
        time.sleep(0.2)


async def _class(server: Served, school_class: ClassRecord, chosen: argparse.Namespace, measured: Measured) -> float:
    """The class from the first who joins to the end of the last run; returns when the first run was started."""
    starts: list[float] = []
    students = [
        student(server, school_class.code, number, chosen, measured, starts) for number in range(chosen.students)
    ]
    leads = asyncio.get_running_loop().call_later(chosen.drawing / 2, server.store.push, school_class.id, LED_TO)
    await asyncio.gather(*(noted(each, i * EVERY / len(students), measured) for i, each in enumerate(students)))
    leads.cancel()
    deadline = time.monotonic() + PATIENCE
    while not all(run.finished for run in map(server.store.run, measured.runs) if run):
        if time.monotonic() > deadline:
            measured.errors.add(f"Not all runs ended within {PATIENCE:g} s.")
            break
        await asyncio.sleep(0.2)
    return min(starts, default=time.time())


def _look_after(server: Served, measured: Measured, ended: threading.Event) -> None:
    """The server's share of a core, its memory, and what it would tell those who wait."""
    process, started = psutil.Process(server.process.pid), time.perf_counter()
    before = process.cpu_times()
    while not ended.wait(2):
        measured.memory = max(measured.memory, process.memory_info().rss / 1e6)
        engine, moment = server.store.engine(), time.time()
        workers = engine.workers if engine and engine.alive else 0
        durations = Durations(server.store.runs())
        waits = seconds_to_start(server.store.unfinished_runs(), workers, durations, server.store.paces())
        measured.forecasts += [(run_id, moment + durations.before, wait) for run_id, wait in waits.items()]
    after, seconds = process.cpu_times(), time.perf_counter() - started
    measured.cpu = (after.user + after.system - before.user - before.system) / seconds


def _figures(server: Served, measured: Measured, chosen: argparse.Namespace, started: float) -> list[Row]:
    for error in sorted(measured.errors):
        print(f"  error seen: {error}", flush=True)
    runs = [run for run_id in measured.runs if (run := server.store.run(run_id)) and run.ended]
    behind = [measured.shown[run.id] - run.ended.timestamp() for run in runs if run.ended and run.id in measured.shown]
    begun = {run.id: run.started.timestamp() for run in runs if run.started}
    waits = [(wait, begun[run_id] - moment) for run_id, moment, wait in measured.forecasts if run_id in begun]
    off = [abs(wait - true) for wait, true in waits if true > 10]
    shares = [abs(wait - true) / true for wait, true in waits if true > 10]
    last = max((run.ended.timestamp() for run in runs if run.ended), default=started) - started
    how = f" on a worker that waits {chosen.simulated:g} s a run" if chosen.simulated else ""
    who = f"{chosen.students} students, {chosen.training} train{how}"
    result = [
        Row("load of the machine before (others work on it)", measured.load, ""),
        Row(f"{who}: errors that somebody saw", len(measured.errors), "", target="0"),
        Row("a student's own click, median", 1000 * statistics.median(measured.clicks or [0]), "ms"),
        Row("a student's own click, 95 %", 1000 * _high(measured.clicks), "ms", target="<= 300"),
        Row("opening Train, median", 1000 * statistics.median(measured.opened or [0]), "ms"),
        Row("opening the page to which the teacher leads, 95 %", 1000 * _high(measured.followed), "ms"),
        Row("news of the class, 95 %", 1000 * _high(measured.news), "ms"),
        Row("runs that came to their end", sum(run.status == "done" for run in runs), "", target=f"{chosen.training}"),
        Row("all of them done within", last, "s", target="<= 240"),
        Row("the board behind an end, median", statistics.median(behind or [0]), "s"),
        Row("the board behind an end, most", max(behind, default=0.0), "s", target="<= 3"),
        Row("ends that the board showed", len(behind), "", target=f"{chosen.training}"),
        Row("server's share of a core", measured.cpu, "of 1 core", target="<= 0.6"),
        Row("server's memory, most", measured.memory, "MB", target="<= 700"),
    ]
    if seconds := [run.result["cpu_s"] for run in runs if run.result and "cpu_s" in run.result]:
        result.append(Row("a run in its worker, median", statistics.median(seconds), "CPU s"))
        result.append(Row("all runs on two cores that do nothing else", sum(seconds) / 2, "s", target="<= 240"))
    if off:
        result.append(Row("expected wait against the true one, median off", statistics.median(off), "s"))
        result.append(Row("the same as a share of it", statistics.median(shares), "share"))
    return result


def _high(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else sum(seconds)


if __name__ == "__main__":
    show("Classroom", rows())
