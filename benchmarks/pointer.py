"""From a pointer event on the canvas to the answer on the head cards, in a real browser, which answers by itself."""

import math
import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import served
from benchmarks.table import Row, show

MOVES, GAP_MS = 300, 16  # pointer events of one drag, at the rate of a screen
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


def rows() -> list[Row]:
    with served() as server, sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.url)
        page.locator(f"{PAD}[data-live=true]").wait_for()
        _drag(page, 30)  # the first answers load code
        seen = _drag(page, MOVES)
    latencies = _latencies(seen)
    return [
        Row("pointer event to its answer on the page, median", statistics.median(latencies), "ms", target="<= 5"),
        Row("pointer event to its answer, 95 %", statistics.quantiles(latencies, n=20)[-1], "ms", target="<= 25"),
        Row("most answers that the cards were behind the pointer", _most_behind(seen), "answers", target="<= 1"),
        Row(f"messages to the server in a drag of {MOVES} moves", seen["sent"], "", target="1"),
    ]


def _drag(page: Page, moves: int) -> dict[str, Any]:
    """Draw with the pointer on a circle; returns when every change was asked and every answer shown."""
    pad, cards = page.locator(PAD), page.locator(CARDS)
    cards.wait_for()
    page.evaluate(WATCH, [pad.element_handle(), cards.element_handle()])
    box = page.locator(".pad").bounding_box()
    assert box, "the canvas is on the page"
    x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 3
    page.mouse.move(x - radius, y + 5)
    page.mouse.down()
    for i in range(moves):
        turn = 4 * math.pi * i / moves
        page.mouse.move(x + radius * math.cos(turn), y + radius * math.sin(turn))
        page.wait_for_timeout(GAP_MS)
    page.mouse.up()
    page.wait_for_timeout(1_000)
    return page.evaluate("window.seen")


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
