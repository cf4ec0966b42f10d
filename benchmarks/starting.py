"""From a click on Start to the first points on the chart, with a warm worker."""

import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import Served, served
from benchmarks.table import Row, show

RUNS = 5
WARM = 120  # seconds that the engine is given

START = """
(count) => new Promise((resolve) => {
  const before = location.search;
  const started = performance.now();
  const look = () => {
    const figure = document.querySelector(".lineheads-chart .figure");
    const run = new URLSearchParams(location.search).get("run");
    const shown = figure?.layout?.uirevision === run ? figure.data[3].x.length : 0;
    if (location.search !== before && shown >= count) resolve(performance.now() - started);
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll("button")].find((one) => one.innerText.includes("Start")).click();
  look();
})
"""


def rows() -> list[Row]:
    with served(engine="on") as server, sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.url}/train")
        page.locator(".lineheads-chart .main-svg").first.wait_for()
        _wait(lambda: (engine := server.store.engine()) is not None and engine.warm)
        first = [_start(server, page, 1) for _ in range(RUNS)]
        second = [_start(server, page, 2) for _ in range(RUNS)]
    return [
        Row(
            "click to the first point, the untrained network, median", statistics.median(first), "ms", target="<= 1000"
        ),
        Row("click to the first point, slowest", max(first), "ms"),
        Row("click to the second point, after 20 steps, median", statistics.median(second), "ms"),
    ]


def _start(server: Served, page: Page, count: int) -> float:
    """Milliseconds until a new run shows so many points; the run is stopped then."""
    taken = page.evaluate(START, count)
    run_id = server.store.runs()[0].id
    server.store.change_control(run_id, state="stop")
    _wait(lambda: (run := server.store.run(run_id)) is not None and run.finished)
    page.wait_for_timeout(1_500)  # a second click within a second counts as the same
    return taken


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WARM
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"The engine did not answer within {WARM} s; its log tells why.")
        time.sleep(0.05)


if __name__ == "__main__":
    show("Starting", rows())
