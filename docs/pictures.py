"""`python -m docs.pictures`: the pictures of docs/tour.md, taken in a browser from the app as it is."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import served
from data.terminal import run_command

FOLDER = Path(__file__).parent
SIZE: ViewportSize = {"width": 1440, "height": 900}
COLOURS = 128  # a third of the bytes, and nobody sees it
PAGES = {  # file -> the page, and what stands there when it is complete
    "explore.png": ("/", ".root:has(> .pad)[data-live=true]"),
    "train.png": ("/train", ".lineheads-chart .figure .main-svg"),
}


def main() -> int:
    with served() as app, sync_playwright() as playwright, launched(playwright) as browser:
        for file, (address, complete) in PAGES.items():
            page = browser.new_page(viewport=SIZE)
            page.set_default_timeout(60_000)
            page.goto(app.url + address)
            page.locator(complete).first.wait_for()
            page.wait_for_load_state("networkidle")
            picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
            picture.quantize(COLOURS).save(FOLDER / file, optimize=True)
            page.close()
            print(FOLDER / file)
    return 0


if __name__ == "__main__":
    run_command(main)
