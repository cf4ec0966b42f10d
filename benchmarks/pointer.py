"""From a pointer event on a canvas to the heads' answer on the page, in a real browser, which answers by itself."""

import math
import statistics
from typing import Any

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import served
from benchmarks.table import Row, show

MOVES, GAP_MS = 300, 16  # pointer events of one drag, at the rate of a screen
SWIFT = 9  # turns of a drag in which each move paints other pixels: else there is no other answer to wait for
SIZE: ViewportSize = {"width": 1440, "height": 900}
PAD, CARDS = ".root:has(> .pad)", ".root:has(> .cards)"

WATCH = """
([pad, cards]) => {
  const seen = (window.seen = { asked: [], shown: [], sent: 0 });
  let moved = 0;
  addEventListener("pointermove", (event) => (moved = event.timeStamp), true);
  const note = (list, at) => ([change]) => list.push([Number(change.target.dataset.seq), at()]);
  new MutationObserver(note(seen.asked, () => moved)).observe(pad, { attributeFilter: ["data-seq"] });
  new MutationObserver(note(seen.shown, () => performance.now())).observe(cards, { attributeFilter: ["data-seq"] });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { seen.sent++; send.call(this, data); };
}
"""

ANSWERS = {"look_inside": ".answers", "probe": ".stage canvas"}  # what each answer changes
LIVE = {"look_inside": f"{PAD}[data-live=true]", "probe": ".hand[data-live=true]"}  # the browser answers by itself
WATCH_ANSWERS = """
(answers) => {
  const seen = (window.seen = { moved: [], shown: [] });
  addEventListener("pointermove", (event) => seen.moved.push(event.timeStamp), true);
  const changes = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(() => seen.shown.push(performance.now())).observe(answers, changes);
}
"""
PASSES = """
async (times) => {
  const { parts } = await import(new URL("app/static/shared/live/live.js", document.baseURI));
  const picture = Uint8Array.from({ length: 28 * 28 * 3 }, (_, i) => (i * 37) % 256);
  const passed = Array.from({ length: times }, () => {
    const started = performance.now();
    for (let i = 0; i < 10; i += 1) parts().network.predict(picture);
    return (performance.now() - started) / 10;
  });
  return passed.sort((a, b) => a - b)[times >> 1];
}
"""


def rows() -> list[Row]:
    with served() as server, sync_playwright() as playwright, launched(playwright) as browser:
        elsewhere = [row for path in LIVE for row in _answers(browser.new_page(viewport=SIZE), server.url, path)]
        page = browser.new_page(viewport=SIZE)
        page.goto(server.url)
        page.locator(f"{PAD}[data-live=true]").wait_for()
        _drag(page, 30)  # the first answers load code
        seen = _drag(page, MOVES)
        pass_ms = page.evaluate(PASSES, 100)
    latencies = _latencies(seen)
    return [
        Row("pointer event to its answer on the page, median", statistics.median(latencies), "ms", target="<= 5"),
        Row("pointer event to its answer, 95 %", statistics.quantiles(latencies, n=20)[-1], "ms", target="<= 25"),
        Row("most answers that the cards were behind the pointer", _most_behind(seen), "answers", target="<= 1"),
        Row(f"messages to the server in a drag of {MOVES} moves", seen["sent"], "", target="1"),
        Row("robust: one forward pass in the browser, median", pass_ms, "ms", target="<= 2"),
        *elsewhere,
    ]


def _answers(page: Page, url: str, path: str) -> list[Row]:
    """A drag on another page: until its answers change, and what the browser's main thread does for it."""
    page.goto(f"{url}/{path}")
    page.locator(LIVE[path]).wait_for()
    page.locator(".pad").first.scroll_into_view_if_needed()
    _circle(page, 30)
    page.locator(ANSWERS[path]).first.evaluate(WATCH_ANSWERS)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy_seconds(metrics)
    _circle(page, MOVES, turns=SWIFT)
    busy, seen = _busy_seconds(metrics) - before, page.evaluate("window.seen")
    page.close()
    shown = seen["shown"]
    after = [next((at - moved for at in shown if at >= moved), None) for moved in seen["moved"]]
    latencies = [taken for taken in after if taken is not None]
    name = path.replace("_", " ").capitalize()
    return [
        Row(f"{name}: pointer event to its answer, median", statistics.median(latencies), "ms", target="<= 5"),
        Row(f"{name}: the same, 95 %", statistics.quantiles(latencies, n=20)[-1], "ms", target="<= 25"),
        Row(f"{name}: main thread of the browser, a move", 1000 * busy / len(seen["moved"]), "CPU ms", target="<= 20"),
    ]


def _busy_seconds(metrics: CDPSession) -> float:
    """What the main thread has worked so far, in processor time: other programs do not count."""
    known = {row["name"]: row["value"] for row in metrics.send("Performance.getMetrics")["metrics"]}
    return known["TaskDuration"]


def _drag(page: Page, moves: int) -> dict[str, Any]:
    """Draw with the pointer on a circle; returns when every change was asked and every answer shown."""
    pad, cards = page.locator(PAD), page.locator(CARDS)
    cards.wait_for()
    page.evaluate(WATCH, [pad.element_handle(), cards.element_handle()])
    _circle(page, moves)
    return page.evaluate("window.seen")


def _circle(page: Page, moves: int, turns: int = 2) -> None:
    """Draw circles on the canvas with the pointer, and wait a second."""
    box = page.locator(".pad").first.bounding_box()
    assert box, "the canvas is on the page"
    x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 3
    page.mouse.move(x - radius, y + 5)
    page.mouse.down()
    for i in range(moves):
        turn = 2 * math.pi * turns * i / moves
        page.mouse.move(x + radius * math.cos(turn), y + radius * math.sin(turn))
        page.wait_for_timeout(GAP_MS)
    page.mouse.up()
    page.wait_for_timeout(1_000)


def _latencies(seen: dict[str, Any]) -> list[float]:
    """For each change the time until an answer to it, or to a later one, was shown, ms."""
    shown = iter(seen["shown"])
    answer, at = next(shown)
    taken = []
    for number, when in seen["asked"]:
        while answer < number:
            answer, at = next(shown)
        taken.append(at - when)
    return taken


def _most_behind(seen: dict[str, Any]) -> int:
    """How many more answers it took, at worst, from one shown answer to the change that was newest then."""
    worst = 0
    for i, (_, at) in enumerate(seen["shown"]):
        newest = max((number for number, when in seen["asked"] if when < at), default=0)
        later = [answer for answer, _ in seen["shown"][i:]]
        worst = max(worst, next(count for count, answer in enumerate(later) if answer >= newest))
    return worst


if __name__ == "__main__":
    show("Pointer", rows())
