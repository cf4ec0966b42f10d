"""`python -m docs.moving_picture`: the moving picture of README, taken in a browser from the app as it is.

A line is drawn and turned, and the answers follow; then the four heads of a new network race. The arrow is painted
where the pointer is: a headless browser has none.
"""

import io
import math
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import Served, served
from data.terminal import run_command

FILE = Path(__file__).parent / "lineheads.webp"
SIZE: ViewportSize = {"width": 1280, "height": 720}
SHOWN, QUALITY = (1_120, 630), 50  # px, and of 100: 1.5 MB at most
STEP, RACE, READ, END = 70, 180, 1_000, 3_000  # ms: of a movement, of the race, to read something, the last picture
EXPLORE, TRAIN = "/?present=1", "/train?present=1&show=start,weights&pace=50"
GROWTH = 2  # points from one picture of the race to the next
PX, LONG = 28, 15  # the canvas is so many px wide, and so long is a long line
ARROW = """
() => {
  const arrow = document.body.appendChild(document.createElement("div"));
  arrow.innerHTML = '<svg width="22" height="30" viewBox="0 0 11 15"><path d="M.5.5v12l3-3 2 5 2-1-2-4.5h4z"' +
    ' fill="#000" stroke="#fff"/></svg>';
  arrow.style = "position: fixed; z-index: 1000000; pointer-events: none; left: -99px; top: 0";
  addEventListener("pointermove", (event) => {
    arrow.style.left = `${event.clientX}px`;
    arrow.style.top = `${event.clientY}px`;
  }, true);
}
"""
POINTS = "document.querySelector('.lineheads-chart .figure')?.data?.[3]?.x?.length ?? 0"  # of the curve of a loss
Frame = tuple[Image.Image, int]  # a picture, and how long it is shown, ms


def main() -> int:
    with served(engine="on") as app, sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(60_000)
        frames = [*_drawing(page, app.url), *_race(page, app)]
    pictures, durations = zip(*frames, strict=True)
    options = {"save_all": True, "loop": 0, "quality": QUALITY, "method": 4, "minimize_size": True}
    pictures[0].save(FILE, append_images=pictures[1:], duration=list(durations), **options)
    print(f"{FILE}: {len(frames)} pictures, {sum(durations) / 1_000:.0f} s, {FILE.stat().st_size / 1e6:.2f} MB")
    return 0


def _drawing(page: Page, url: str) -> Iterator[Frame]:
    """A line is drawn to the right, then its end goes around to the left."""
    page.goto(url + EXPLORE)
    page.locator(".root:has(> .pad)[data-live=true]").wait_for()
    page.evaluate(ARROW)
    box = page.locator(".pad").bounding_box()
    assert box, "the canvas is on the page"
    x, y, length = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.62, box["width"] * LONG / PX
    left = min(length, box["width"] * 0.42)
    page.mouse.move(x - left, y)
    yield _frame(page, READ)
    page.mouse.down()
    for share in range(1, 9):
        page.mouse.move(x - left + length * share / 8, y)
        yield _frame(page, STEP)
    for turn in range(1, 31):
        angle = math.radians(3 * turn)
        page.mouse.move(x - left + length * math.cos(angle), y - length * math.sin(angle))
        yield _frame(page, STEP)
    page.mouse.up()
    yield _frame(page, READ)


def _race(page: Page, app: Served) -> Iterator[Frame]:
    """A run is started; a picture each time that its curves have grown, until it ends."""
    page.goto(app.url + TRAIN)
    page.locator(".lineheads-chart .figure .main-svg").first.wait_for()
    page.locator("[data-test-script-state=notRunning]").first.wait_for()
    page.evaluate(ARROW)
    page.get_by_role("button", name="Start", exact=True).hover()
    yield _frame(page, READ)
    page.mouse.down()
    page.mouse.up()
    page.mouse.move(SIZE["width"] / 2, SIZE["height"] - 5)  # away from what it would cover
    page.wait_for_url("**run=*")
    page.wait_for_function(f"({POINTS}) < {GROWTH}")  # until then the curves are those of the run before
    seen, ended = 0, False
    while not ended:
        ended = app.store.runs()[0].finished
        page.wait_for_timeout(2_000 if ended else 50)  # the last point arrives
        length = page.evaluate(POINTS)
        if length >= seen + GROWTH and not ended:
            yield _frame(page, RACE)
            seen = length
    yield _frame(page, END)


def _frame(page: Page, duration: int) -> Frame:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return picture.resize(SHOWN, Image.Resampling.LANCZOS), duration


if __name__ == "__main__":
    run_command(main)
