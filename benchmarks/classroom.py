"""A class: students who draw for a minute and train `fast` once, a teacher whose board is open, and all that it costs.

`python -m benchmarks classroom [--students 30] [--training 30] [--probe 50]`. Most students are websocket clients that
do what the browser does, their question for the news of the class included; one, and the board, are real browsers.
"""

import argparse
import asyncio
import json
import statistics
import threading
import time
import urllib.request
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import Error, Page, sync_playwright
from websockets.exceptions import WebSocketException

from benchmarks.browser import launched
from benchmarks.drawing import EVERY, Drawer
from benchmarks.server import Served, served
from benchmarks.sessions import Session
from benchmarks.table import Row, show
from runs.class_records import ClassRecord
from training.results.durations import Durations
from training.results.queue_forecast import seconds_to_start

LED_TO = "probe"  # page
NEWS = 2.0  # seconds from one question for the news to the next, as static/shared/class_bar asks
WARM = 300.0  # seconds that the engine is given
PATIENCE = 1_800.0  # seconds that all runs are given
OPEN_OF_RUN = "[data-run][title$=Evaluate]"  # cards of the board whose run has a result


@dataclass(slots=True)
class Measured:
    """What the class and the board saw."""

    clicks: list[float] = field(default_factory=list)  # seconds from a click to its answer
    opened: list[float] = field(default_factory=list)  # seconds from opening a page to the end of its script
    news: list[float] = field(default_factory=list)  # seconds of a question for the news
    followed: list[float] = field(default_factory=list)  # seconds of opening the page to which the teacher leads
    errors: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)  # run -> time at which the board had its result
    forecasts: list[tuple[str, float, float]] = field(default_factory=list)  # run, time, expected seconds
    cpu: float = 0.0  # share of a core
    memory: float = 0.0  # MB, most
    load: float = 0.0  # of the machine before


def rows(options: Sequence[str] = ()) -> list[Row]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks classroom")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--training", type=int, default=30, help="how many of them train")
    parser.add_argument("--drawing", type=float, default=60.0, help="seconds that each draws (%(default)g)")
    parser.add_argument("--probe", type=int, default=50, help="gradient diagnostics every so many steps (%(default)d)")
    chosen = parser.parse_args(options)
    with served(engine="on" if chosen.training else "off") as server:
        if chosen.training:
            _wait_for_engine(server)
        measured = Measured(load=psutil.getloadavg()[0])
        school_class, secret = server.store.create_class("Benchmark")
        ended = threading.Event()
        others = [
            threading.Thread(target=_board, args=(server, secret, measured, ended)),
            threading.Thread(target=_browser, args=(server, school_class.code, measured, ended)),
            threading.Thread(target=_look_after, args=(server, measured, ended)),
        ]
        for thread in others:
            thread.start()
        try:
            started = asyncio.run(_class(server, school_class, chosen, measured))
        finally:
            time.sleep(5)  # the board hears of the last
            ended.set()
            for thread in others:
                thread.join()
        return _figures(server, measured, chosen, started)


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
        _student(server, school_class.code, number, chosen, measured, starts) for number in range(chosen.students)
    ]
    leads = asyncio.get_running_loop().call_later(chosen.drawing / 2, server.store.push, school_class.id, LED_TO)
    await asyncio.gather(*(_noted(student, i * EVERY / len(students), measured) for i, student in enumerate(students)))
    leads.cancel()
    deadline = time.monotonic() + PATIENCE
    while not all(run.finished for run in map(server.store.run, measured.runs) if run):
        if time.monotonic() > deadline:
            measured.errors.append(f"Not all runs ended within {PATIENCE:g} s.")
            break
        await asyncio.sleep(0.2)
    return min(starts, default=time.time())


async def _noted(student: Awaitable[None], delay: float, measured: Measured) -> None:
    await asyncio.sleep(delay)
    try:
        await student
    except (OSError, RuntimeError, KeyError, WebSocketException, SystemExit) as error:  # one who is thrown out
        measured.errors.append(f"{type(error).__name__}: {error}")


async def _student(
    server: Served, code: str, number: int, chosen: argparse.Namespace, measured: Measured, starts: list[float]
) -> None:
    cookie = await asyncio.to_thread(_first_visit, server.url)
    join = Session(server.url, "classroom", f"join={code}", cookie)
    async with join.opened():
        await join.press("Join", {"Code": code, "Nickname": f"Student {number + 1}"})
    news = asyncio.create_task(_hear_news(server.url, cookie, measured))
    drawer = Drawer(server.url, number, cookie)
    await drawer.draw(int(chosen.drawing / EVERY), 0)
    measured.clicks += [*drawer.seconds, *join.seconds]
    sessions: list[Session] = [join, drawer]
    if number < chosen.training:
        trainer = Session(server.url, "train", f"probe={chosen.probe}", cookie)
        sessions.append(trainer)
        await _train(server, trainer, measured, starts)
    news.cancel()
    measured.errors += [f"Student {number + 1}: {error}" for session in sessions for error in session.errors]


async def _train(server: Served, trainer: Session, measured: Measured, starts: list[float]) -> None:
    """Open Train, press Start, and watch the run to its end."""
    begun = time.perf_counter()
    async with trainer.opened():
        measured.opened.append(time.perf_counter() - begun)
        starts.append(time.time())
        await trainer.press("Start")
        measured.clicks.append(trainer.seconds[-1])
        run_id = dict(part.split("=", 1) for part in trainer.query.split("&") if "=" in part).get("run", "")
        if server.store.run(run_id) is None:
            raise RuntimeError(f"Start was answered without a run: {trainer.query!r}")
        measured.runs.append(run_id)
        deadline = time.monotonic() + PATIENCE
        while not ((run := server.store.run(run_id)) and run.finished) and time.monotonic() < deadline:
            await asyncio.sleep(1)
            for fragment in list(trainer.fragments):
                await trainer.look(fragment)


def _first_visit(url: str) -> str:
    """The cookie that a browser gets with its first page."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "text/html"}), timeout=60) as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(cookie.split(";", 1)[0] for cookie in cookies)


async def _hear_news(url: str, cookie: str, measured: Measured) -> None:
    """Ask for the news of the class as a page does, and open the page to which the teacher leads."""
    request, place = urllib.request.Request(f"{url}/class_news", headers={"Cookie": cookie}), 0
    while True:
        started = time.perf_counter()
        answer = await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=60).read())
        measured.news.append(time.perf_counter() - started)
        if (news := json.loads(answer))["number"] > place:
            place, started = news["number"], time.perf_counter()
            async with Session(url, LED_TO, "", cookie).opened():
                measured.followed.append(time.perf_counter() - started)
        await asyncio.sleep(NEWS)


def _board(server: Served, secret: str, measured: Measured, ended: threading.Event) -> None:
    """The teacher's browser: notes when the result of each run is on the board."""
    with _page(measured, "The board") as page:
        page.goto(f"{server.url}/classroom?board={secret}", timeout=120_000)
        results = page.locator(OPEN_OF_RUN)
        while not ended.wait(0.1):
            for run_id in results.evaluate_all("(cards) => cards.map((card) => card.dataset.run)"):
                measured.shown.setdefault(run_id, time.time())


def _browser(server: Served, code: str, measured: Measured, ended: threading.Event) -> None:
    """A student's browser, which joins by the link and goes to Explore, and where the teacher leads."""
    with _page(measured, "A student's browser") as page:
        page.goto(f"{server.url}/classroom?join={code}", timeout=120_000)
        page.get_by_role("textbox", name="Nickname").fill("A browser")
        page.get_by_role("button", name="Join", exact=True).click()
        page.locator(".class-bar .bar").first.wait_for(timeout=120_000)
        page.goto(server.url, timeout=120_000)
        page.locator(".root:has(> .pad)[data-live=true]").wait_for(timeout=120_000)
        while not ended.wait(1):
            alerts = page.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts()
            measured.errors += [f"A student's browser: {text}" for text in alerts]


@contextmanager
def _page(measured: Measured, who: str) -> Iterator[Page]:
    """A page of a browser of its own; what goes wrong on it is an error of the class."""
    with sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("pageerror", lambda error: measured.errors.append(f"{who}: {error}"))
        try:
            yield page
        except Error as error:
            measured.errors.append(f"{who}: {error}")


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
    for error in sorted(set(measured.errors)):
        print(f"  error seen: {error}", flush=True)
    runs = [run for run_id in measured.runs if (run := server.store.run(run_id)) and run.ended]
    behind = [measured.shown[run.id] - run.ended.timestamp() for run in runs if run.ended and run.id in measured.shown]
    begun = {run.id: run.started.timestamp() for run in runs if run.started}
    waits = [(wait, begun[run_id] - moment) for run_id, moment, wait in measured.forecasts if run_id in begun]
    off = [abs(wait - true) for wait, true in waits if true > 10]
    shares = [abs(wait - true) / true for wait, true in waits if true > 10]
    last = max((run.ended.timestamp() for run in runs if run.ended), default=started) - started
    who = f"{chosen.students} students, {chosen.training} train"
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
    if off:
        result.append(Row("expected wait against the true one, median off", statistics.median(off), "s"))
        result.append(Row("the same as a share of it", statistics.median(shares), "share"))
    return result


def _high(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else sum(seconds)


if __name__ == "__main__":
    show("Classroom", rows())
