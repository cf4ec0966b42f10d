"""Random kill -9 of a worker, the engine, the server or all of them while something is under way.

Nothing may be lost, stuck or left behind. `python -m benchmarks faults` takes about 20 minutes, so `make bench` leaves
it out; `python -m benchmarks.faults 6` kills 6 times only.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import OURS, free_port, wait_for_server
from benchmarks.table import Row, show
from model.explain import unpack
from runs.database import StoreUnavailable
from runs.history import HistoryPoint
from runs.home import REPOSITORY
from runs.lifecycle import new_run_id
from runs.records import Job
from training.catalogue import SHIPPED_RUN
from training.files import EXPORT, IMPORT
from training.presets import PRESETS
from training.run_store import RunStore
from training.search.space import SearchPlan

KILLS = 50
SEED = 0
STUCK = 120.0  # seconds until what does not go on counts as stuck
ORPHANED = 15.0  # seconds that processes are given to notice that their parent is gone
NOTICED = 5.0  # seconds until a loss is told
LATEST = 3.0  # seconds after its beginning at which something is killed
VICTIMS = ("worker", "engine", "server", "all")
_TIMED = ("seconds", "rate")  # fields of a point that differ when a step is repeated
_FAST = replace(PRESETS["fast"].settings, epochs=200)
_OWN_FORM = "own-form"  # key of the query for the file that is imported


class Site:
    """A server with a home of its own, that can be killed and started again."""

    def __init__(self, home: str) -> None:
        self._environment = os.environ | {"LINEHEADS_HOME": home, "LINEHEADS_ENGINE": "on"}
        self.port = free_port()
        self.log = Path(home) / "server.log"
        self.file = Path(home) / "lineheads.db"
        self.server = self._started()
        self.store = RunStore(f"sqlite:///{self.file}")

    def _started(self) -> psutil.Popen:
        with self.log.open("ab") as log:
            command = [sys.executable, *OURS, str(self.port)]
            server = psutil.Popen(command, cwd=REPOSITORY, env=self._environment, stdout=log, stderr=log)
        wait_for_server(self.port, server)
        return server

    def kill(self, victim: str, chance: random.Random) -> list[psutil.Process]:
        """Kill -9; returns the processes that must be gone soon. A killed server is started again."""
        engine = self._engine()
        workers = engine.children(recursive=True) if engine else []
        everyone = [self.server, *([engine] if engine else []), *workers]
        if victim == "worker":
            doomed = killed = [chance.choice(workers)] if workers else []
        elif victim == "engine":
            doomed, killed = everyone[1:], everyone[1:2]
        else:
            doomed, killed = everyone, everyone if victim == "all" else everyone[:1]
        for process in killed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if victim in ("server", "all"):
            self.server.wait()
            self.server = self._started()
        return doomed

    def _engine(self) -> psutil.Process | None:
        record = self.store.engine()
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(record.pid) if record else None
        return None

    def close(self) -> None:
        self.store.close()
        self.server.terminate()
        self.server.wait(30)


class Work:
    """Something under way: `begin` returns when it is, `goes_on` tells whether it has recovered from a kill."""

    def __init__(self, site: Site) -> None:
        self.site, self.store = site, site.store

    def begin(self) -> None: ...

    def mark(self) -> None:
        """Note what is there at the kill."""

    def goes_on(self) -> bool:
        raise NotImplementedError

    def lost(self) -> int:
        """How much that was there before the kill is not there or not the same now."""
        return 0

    def end(self) -> None: ...


class Run(Work):
    """A run with points and a checkpoint."""

    races = False

    def begin(self) -> None:
        leader = new_run_id()
        self.ids = [leader]
        if self.races:  # the rival first: it starts when the leader does
            self.ids.append(self.store.create_run("a rival", _FAST.to_json(), races=leader))
        self.store.create_run("a run", _FAST.to_json(), run_id=leader, pace=60.0)
        _begun(lambda: all(self.store.checkpoint(run_id) and self.store.points(run_id) for run_id in self.ids))
        self.mark()

    def mark(self) -> None:
        self.shown = {run_id: self.store.points(run_id) for run_id in self.ids}
        self.steps = {run_id: points[-1].step for run_id, points in self.shown.items()}

    def goes_on(self) -> bool:
        runs = [self.store.run(run_id) for run_id in self.ids]
        return all(run and run.status == "running" and run.step > self.steps[run.id] + 20 for run in runs)

    def lost(self) -> int:
        return sum(len(_values(shown) - _values(self.store.points(run_id))) for run_id, shown in self.shown.items())

    def end(self) -> None:
        self.store.change_control(self.ids[0], state="stop")
        _wait(lambda: all((run := self.store.run(run_id)) and run.finished for run_id in self.ids))


class Race(Run):
    """Two runs, step by step beside each other."""

    races = True


class Search(Work):
    """A weight search with a trial under way."""

    def begin(self) -> None:
        plan = SearchPlan(settings=PRESETS["fast"].settings, goal="all-four", budget=50)
        self.search_id = self.store.create_search("a search", **plan.to_record())
        _begun(lambda: bool(self._with_steps()))
        self.trials = len(self.store.trials(self.search_id))

    def _with_steps(self) -> list[Any]:
        return [trial for trial in self.store.trials(self.search_id) if trial.run_step]

    def goes_on(self) -> bool:
        trials = self.store.trials(self.search_id)
        return len(trials) > self.trials and trials[self.trials - 1].status in ("complete", "pruned")

    def lost(self) -> int:
        return max(0, self.trials - len(self.store.trials(self.search_id)))

    def end(self) -> None:
        self.store.stop_search(self.search_id)
        _wait(lambda: not any(trial.run_status in ("starting", "running") for trial in self._with_steps()))


class Query(Work):
    """A job for a worker; where it failed in words, it is asked for again, as people do."""

    def job(self) -> Job:
        raise NotImplementedError

    def begin(self) -> None:
        self.key = f"fault-{time.monotonic_ns()}"
        self.store.submit(self.key, self.job())

    def goes_on(self) -> bool:
        query = self.store.query(self.key, payload=False)
        if query is not None and query.status == "failed":
            self.store.submit(self.key, self.job())
        return query is not None and query.status == "done"


class Download(Query):
    """A network as an ONNX file."""

    def job(self) -> Job:
        return Job(kind=EXPORT, arguments={"network": "fast", "version": str(time.monotonic_ns()), "form": "onnx"})


class Import(Query):
    """A network from a file."""

    def job(self) -> Job:
        return Job(kind=IMPORT, payload=self._file())

    def _file(self) -> bytes:
        """The network `fast` in our own form; made once."""
        if self.store.query(_OWN_FORM) is None:
            job = Job(kind=EXPORT, arguments={"network": "fast", "version": "0", "form": "weights"})
            self.store.submit(_OWN_FORM, job)
        _begun(lambda: self.store.answer(_OWN_FORM) is not None)
        answer = self.store.answer(_OWN_FORM)
        assert answer is not None
        return unpack(answer)["file"].tobytes()


class Report(Work):
    """A report, in a browser."""

    def __init__(self, site: Site, page: Page) -> None:
        super().__init__(site)
        self._page = page

    def begin(self) -> None:
        self._page.goto(f"http://localhost:{self.site.port}/train?run={SHIPPED_RUN}")
        self._page.get_by_role("button", name="Report", exact=True).click()

    def goes_on(self) -> bool:
        with suppress(Error):
            self._page.get_by_role("button", name="HTML").wait_for(timeout=20_000)
            return True
        with suppress(Error):
            self.begin()
        return False


def _values(points: list[HistoryPoint]) -> set[str]:
    kept = ({name: value for name, value in asdict(point).items() if name not in _TIMED} for point in points)
    return {repr(values) for values in kept}


def _begun(condition: Callable[[], bool]) -> None:
    if not _wait(condition):
        raise SystemExit(f"Work does not begin within {STUCK:.0f} s, before anything was killed. Is the machine busy?")


def _wait(condition: Callable[[], bool], seconds: float = STUCK) -> bool:
    """Whether it holds in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(StoreUnavailable):
            if condition():
                return True
        time.sleep(0.05)
    return False


@contextmanager
def _site() -> Iterator[tuple[Site, Page]]:
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright, launched(playwright) as browser:
        site = Site(home)
        try:
            page = browser.new_page()
            page.set_default_timeout(30_000)
            yield site, page
        finally:
            site.close()


def rows(kills: int = KILLS) -> list[Row]:
    chance, counts, seconds = random.Random(SEED), Counter[str](), []
    with _site() as (site, page):
        works: list[Callable[[], Work]] = [partial(kind, site) for kind in (Run, Race, Search, Download, Import)]
        works.append(partial(Report, site, page))
        for number in range(kills):
            work, victim = works[number % len(works)](), chance.choice(VICTIMS)
            counts.update(_killed(site, work, victim, chance, seconds))
            print(f"  {number + 1:2} {type(work).__name__:8} {victim:6} {dict(counts)}", file=sys.stderr, flush=True)
    return [
        Row("kills", kills, ""),
        Row("lost: points, trials", counts["lost"], "", target="0"),
        Row(f"stuck: does not go on within {STUCK:.0f} s", counts["stuck"], "", target="0"),
        Row("orphans: processes without a parent", counts["orphans"], "", target="0"),
        Row("damaged databases", counts["damaged"], "", target="0"),
        Row("from the kill until it has gone on, median", sorted(seconds)[len(seconds) // 2], "s"),
        Row("from the kill until it has gone on, slowest", max(seconds), "s"),
    ]


def _killed(site: Site, work: Work, victim: str, chance: random.Random, seconds: list[float]) -> dict[str, int]:
    work.begin()
    time.sleep(chance.uniform(0, LATEST))
    begin = time.monotonic()
    work.mark()
    doomed = site.kill(victim, chance)
    _wait(lambda: not any(map(_lives, doomed)), ORPHANED)
    orphans = sum(map(_lives, doomed))
    time.sleep(NOTICED)  # else what is still called running counts as going on
    recovered = _wait(work.goes_on)
    seconds.append(time.monotonic() - begin)
    lost = work.lost()
    work.end()
    return {"lost": lost, "stuck": not recovered, "orphans": orphans, "damaged": not _is_sound(site.file)}


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _is_sound(file: Path) -> bool:
    with sqlite3.connect(file) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


if __name__ == "__main__":
    show("Faults", rows(*map(int, sys.argv[1:2])))
