"""From a pointer event on a canvas to the heads' answer on the page, in real browsers, which answer by themselves."""

import math
import statistics
import time
from typing import Any

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from benchmarks.browser import launched
from benchmarks.firefox import PATH, firefox
from benchmarks.server import served
from benchmarks.table import Row, show

MOVES, GAP_MS = 300, 16  # pointer events of one drag, at the rate of a screen
SWIFT = 9  # turns of a drag in which each move paints other pixels: else there is no other answer to wait for
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = {"wide": WIDE, "phone": PHONE}
PAD, CARDS = ".root:has(> .pad)", ".root:has(> .cards)"

BOX = "(element) => element.getBoundingClientRect().toJSON()"
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
    with served() as server:
        return [*_in_chromium(server.url), *_in_firefox(server.url)]


def _in_chromium(url: str) -> list[Row]:
    with sync_playwright() as playwright, launched(playwright) as browser:
        elsewhere = [row for path in LIVE for row in _answers(browser.new_page(viewport=WIDE), url, path)]
        drags = [row for size in SIZES for row in _drag(browser.new_page(viewport=SIZES[size]), url, size)]
        page = browser.new_page()
        page.goto(url)
        page.locator(f"{PAD}[data-live=true]").wait_for()
        pass_ms = page.evaluate(PASSES, 100)
    return [*drags, Row("robust: one forward pass in the browser, median", pass_ms, "ms", target="<= 2"), *elsewhere]


def _in_firefox(url: str) -> list[Row]:
    """Nothing where it is not installed."""
    if PATH is None:
        return []
    rows = []
    with firefox() as fox:
        for name, size in SIZES.items():
            fox.size(**size)
            fox.open(url)
            fox.wait(f"all('{PAD}[data-live=true]').length && all('{CARDS}').length")
            box = fox.ask(f"({BOX})(all('.pad')[0])")
            fox.drag(*_circle(box, 30), gap=GAP_MS)  # the first answers load code
            fox.ask(f"({WATCH})([all('{PAD}')[0], all('{CARDS}')[0]])")
            fox.drag(*_circle(box, MOVES), gap=GAP_MS)
            time.sleep(1)
            rows += _rows_of_drag(f"Firefox, {name}", fox.ask("window.seen"))
    return rows


def _drag(page: Page, url: str, size: str) -> list[Row]:
    """Draw on Explore with the pointer, in circles."""
    page.goto(url)
    page.locator(f"{PAD}[data-live=true]").wait_for()
    pad, cards = page.locator(PAD), page.locator(CARDS)
    cards.wait_for()
    _draw(page, 30)  # the first answers load code
    page.evaluate(WATCH, [pad.element_handle(), cards.element_handle()])
    _draw(page, MOVES)
    seen = page.evaluate("window.seen")
    page.close()
    return _rows_of_drag(f"Chromium, {size}", seen)


def _rows_of_drag(where: str, seen: dict[str, Any]) -> list[Row]:
    latencies = _latencies(seen)
    return [
        Row(f"{where}: pointer event to its answer, median", statistics.median(latencies), "ms", target="<= 5"),
        Row(f"{where}: the same, 95 %", statistics.quantiles(latencies, n=20)[-1], "ms", target="<= 25"),
        Row(f"{where}: most answers behind the pointer", _most_behind(seen), "answers", target="<= 1"),
        Row(f"{where}: messages to the server in {MOVES} moves", seen["sent"], "", target="1"),
    ]


def _answers(page: Page, url: str, path: str) -> list[Row]:
    """A drag on another page: until its answers change, and what the browser's main thread does for it."""
    page.goto(f"{url}/{path}")
    page.locator(LIVE[path]).wait_for()
    page.locator(".pad").first.scroll_into_view_if_needed()
    _draw(page, 30)
    page.locator(ANSWERS[path]).first.evaluate(WATCH_ANSWERS)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy_seconds(metrics)
    _draw(page, MOVES, turns=SWIFT)
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


def _draw(page: Page, moves: int, turns: int = 2) -> None:
    """Draw circles on the canvas with the pointer, and wait a second."""
    (x, y), *others = _circle(page.locator(".pad").first.evaluate(BOX), moves, turns)
    page.mouse.move(x, y)
    page.mouse.down()
    for x, y in others:
        page.mouse.move(x, y)
        page.wait_for_timeout(GAP_MS)
    page.mouse.up()
    page.wait_for_timeout(1_000)


def _circle(box: dict[str, float], moves: int, turns: int = 2) -> list[tuple[float, float]]:
    """Where the pointer begins, then its moves."""
    x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 3
    angles = (2 * math.pi * turns * i / moves for i in range(moves))
    return [(x - radius, y + 5), *((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)]


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
