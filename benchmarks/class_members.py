"""The members of a class in `benchmarks.classroom`: websocket clients, a student's browser, and the teacher's board."""

import argparse
import asyncio
import json
import threading
import time
import urllib.request
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, sync_playwright
from websockets.exceptions import WebSocketException

from benchmarks.browser import launched
from benchmarks.drawing import EVERY, Drawer
from benchmarks.server import Served
from benchmarks.sessions import Session

LED_TO = "probe"  # page
NEWS = 2.0  # seconds from one question for the news to the next, as static/shared/class_bar asks
LOOK = 1.0  # seconds from one look at the own run to the next
ANSWER = 120.0  # seconds that the server is given for one
PATIENCE = 1_800.0  # seconds that all runs are given
OPEN_OF_RUN = "[data-run][title$=Evaluate]"  # cards of the board whose run has a result


@dataclass(slots=True)
class Measured:
    """What the class and the board saw."""

    clicks: list[float] = field(default_factory=list)  # seconds from a click to its answer
    opened: list[float] = field(default_factory=list)  # seconds from opening a page to the end of its script
    news: list[float] = field(default_factory=list)  # seconds of a question for the news
    followed: list[float] = field(default_factory=list)  # seconds of opening the page to which the teacher leads
    errors: set[str] = field(default_factory=set)
    runs: list[str] = field(default_factory=list)
    shown: dict[str, float] = field(default_factory=dict)  # run -> time at which the board had its result
    forecasts: list[tuple[str, float, float]] = field(default_factory=list)  # run, time, expected seconds
    cpu: float = 0.0  # share of a core
    memory: float = 0.0  # MB, most
    load: float = 0.0  # of the machine before
    open: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))  # browsers that are there


async def noted(student: Awaitable[None], delay: float, measured: Measured) -> None:
    """Let a student come after a while; one who is thrown out has seen an error."""
    await asyncio.sleep(delay)
    try:
        await student
    except (OSError, RuntimeError, KeyError, WebSocketException, SystemExit) as error:
        measured.errors.add(f"{type(error).__name__}: {error}")


async def student(
    server: Served, code: str, number: int, chosen: argparse.Namespace, measured: Measured, starts: list[float]
) -> None:
    """Join, draw for a while, and train once; what everybody sees of it goes into `measured`."""
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
    with suppress(asyncio.CancelledError):
        await news
    measured.errors |= {f"Student {number + 1}: {error}" for session in sessions for error in session.errors}


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
            await asyncio.sleep(LOOK)
            await asyncio.wait_for(trainer.look_again(), ANSWER)


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


def board(server: Served, secret: str, measured: Measured, ended: threading.Event) -> None:
    """The teacher's browser: notes when the result of each run is on the board."""
    with _page(measured, "The board") as page:
        page.goto(f"{server.url}/classroom?board={secret}", timeout=120_000)
        page.locator(".board").first.wait_for(timeout=120_000)
        measured.open.release()
        results = page.locator(OPEN_OF_RUN)
        while not ended.wait(0.1):
            for run_id in results.evaluate_all("(cards) => cards.map((card) => card.dataset.run)"):
                measured.shown.setdefault(run_id, time.time())


def browser(server: Served, code: str, measured: Measured, ended: threading.Event) -> None:
    """A student's browser, which joins by the link and goes to Explore, and where the teacher leads."""
    with _page(measured, "A student's browser") as page:
        page.goto(f"{server.url}/classroom?join={code}", timeout=120_000)
        page.get_by_role("textbox", name="Nickname").fill("A browser")
        page.get_by_role("button", name="Join", exact=True).click()
        page.locator(".class-bar .bar").first.wait_for(timeout=120_000)
        page.goto(server.url, timeout=120_000)
        page.locator(".root:has(> .pad)[data-live=true]").wait_for(timeout=120_000)
        measured.open.release()
        while not ended.wait(1):
            alerts = page.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts()
            measured.errors |= {f"A student's browser: {text}" for text in alerts}


@contextmanager
def _page(measured: Measured, who: str) -> Iterator[Page]:
    """A page of a browser of its own; what goes wrong on it is an error of the class."""
    with sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("pageerror", lambda error: measured.errors.add(f"{who}: {error}"))
        try:
            yield page
        except Error as error:
            measured.errors.add(f"{who}: {error}")
