"""What people who draw cost the server, and what a browser loads before it answers by itself.

Each draws as a person does: a line every two seconds. Its browser answers meanwhile, so that the server hears of a line
when it is there, once.
"""

import asyncio
import json
import statistics
import time

import numpy as np
import psutil
from playwright.sync_api import Response, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import Served, served
from benchmarks.sessions import Session
from benchmarks.table import Row, show
from ui.shared.drawing import Drawing

PEOPLE = (1, 10, 30)
EVERY, SECONDS = 2.0, 16.0  # seconds from one line to the next, and in which is measured
PAD = "lineheads_line_pad"
OWN = ("/app/static/", "/networks/", "/line-rules/")  # addresses of what is not Streamlit's


def rows() -> list[Row]:
    with served() as server:
        asyncio.run(_drawn(server, 1, 3))  # the first answers load code
        people = [row for count in PEOPLE for row in asyncio.run(_people(server, count))]
        return people + _first_load(server.url)


async def _people(server: Served, count: int) -> list[Row]:
    lines = int(SECONDS / EVERY) + 2
    drawing = asyncio.create_task(_drawn(server, count, lines))
    await asyncio.sleep(EVERY + 0.1 * count)  # all pages are open
    process, started = psutil.Process(server.process.pid), time.perf_counter()
    before = process.cpu_times()
    await asyncio.sleep(SECONDS - EVERY)
    after, seconds = process.cpu_times(), time.perf_counter() - started
    sessions = await drawing
    share = (after.user + after.system - before.user - before.system) / seconds
    taken = [1_000 * second for session in sessions for second in session.seconds]
    who = "one who draws" if count == 1 else f"{count} who draw"
    return [
        Row(f"{who}, a line every {EVERY:g} s: the server's share of a core", share, "of 1 core",
            target="<= 0.3" if count == max(PEOPLE) else ""),
        Row(f"{who}: a line until the server has confirmed it, median", statistics.median(taken), "ms"),
        Row(f"{who}: the same, 95 %", statistics.quantiles(taken, n=20)[-1], "ms"),
        Row(f"{who}: messages of the server for a line", _per_line(sessions, "messages"), ""),
        Row(f"{who}: their size", _per_line(sessions, "bytes") / 1_000, "kB"),
    ]  # fmt: skip


class Drawer(Session):
    """One who draws on Explore."""

    def __init__(self, url: str, number: int, cookie: str = "") -> None:
        super().__init__(url, "", "", cookie)
        self._rng = np.random.default_rng(number)
        self.opening = 0, 0  # messages and bytes before the first line

    async def draw(self, lines: int, delay: float) -> None:
        """Open the page after a while, then draw so many lines."""
        await asyncio.sleep(delay)
        async with self.opened():
            self.opening = self.messages, self.bytes
            due = time.monotonic()
            for number in range(1, lines + 1):
                due += EVERY
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                line = self._line()
                await self.change(PAD, {"change": line | {"seq": number, "version": 0}})
                if json.loads(self.data[PAD])["drawing"]["points"] != line["points"]:
                    raise SystemExit("The server has not taken a line that was drawn.")

    def _line(self) -> dict[str, object]:
        ends = self._rng.uniform(4, 24, (2, 2)).round(1).tolist()
        line = Drawing(points=tuple(map(tuple, ends)), width=3.0, colour="#ff0000", edge="smooth")
        return line.to_json() | {"points": ends}


async def _drawn(server: Served, count: int, lines: int) -> list[Drawer]:
    sessions = [Drawer(server.url, number) for number in range(count)]
    await asyncio.gather(*(session.draw(lines, i * EVERY / count) for i, session in enumerate(sessions)))
    if wrong := [session for session in sessions if len(session.seconds) != lines]:
        raise SystemExit(f"{len(wrong)} of {count} sessions did not get an answer to each line.")
    return sessions


def _per_line(sessions: list[Drawer], what: str) -> float:
    place = ("messages", "bytes").index(what)
    spent = sum(getattr(session, what) - session.opening[place] for session in sessions)
    return spent / sum(len(session.seconds) for session in sessions)


def _first_load(url: str) -> list[Row]:
    """What a browser that has never been here loads until it answers by itself."""
    responses: list[Response] = []
    with sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page()
        page.on("response", lambda response: responses.append(response))
        page.goto(url)
        page.locator(".root:has(> .pad)[data-live=true]").wait_for()
        page.wait_for_load_state("networkidle")
        sizes = {each.url: each.request.sizes()["responseBodySize"] for each in responses}
    own = sum(size for address, size in sizes.items() if any(part in address for part in OWN))
    rest = (sum(sizes.values()) - own) / 1e6
    return [
        Row("first load of Explore: our scripts, rules and network", own / 1e6, "MB", own / 1e6 / rest, "<= 0.4 MB"),
        Row("first load of Explore: Streamlit's own", rest, "MB"),
    ]


if __name__ == "__main__":
    show("Drawing", rows())
