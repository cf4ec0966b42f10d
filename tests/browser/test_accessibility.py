"""Every page against axe-core, light and dark, wide and on a phone; no text cut; Explore and Train by keyboard.

All steps of all lessons: `test_lessons_played.py`.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.tiers import cases

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = ("explore", "learn", "train", "evaluate", "look_inside", "probe", "compare", "data", "classroom")
LESSON = "learn?lesson=who-wakes-first&guess=1~length.width.colour.angle&lesson_runs=plain~fast&lesson_step="
STEPS = {"guess": f"{LESSON}1", "reveal": f"{LESSON}3"}
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
HALF = {"width": 720, "height": 450}  # 1440 x 900 at 200 % zoom
VIOLATIONS = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => [id, html.slice(0, 160), failureSummary]));
}"""
CUT = """() => {
    const cut = [];
    const look = (root) => {
        for (const element of root.querySelectorAll("*")) {
            if (element.shadowRoot) look(element.shadowRoot);
            if (!element.closest(".component, .opening") || element.closest("svg, .quiet, .js-plotly-plot")) continue;
            const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            const { overflowX, textOverflow } = getComputedStyle(element);
            const hides = overflowX === "hidden" || overflowX === "clip" || textOverflow === "ellipsis";
            if (ownText && hides && element.scrollWidth > element.clientWidth + 1)
                cut.push(element.outerHTML.slice(0, 160));
        }
    };
    look(document);
    const { scrollWidth, clientWidth } = document.querySelector("[data-testid=stMain]");
    return scrollWidth > clientWidth ? [...cut, `the page is ${scrollWidth} px wide`] : cut;
}"""


@pytest.fixture
def opened(page, quiet):
    """Opens a page, which loads nothing from elsewhere (SECURITY.md); data and blobs have no host."""
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    def open_page(name, query=""):
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{quiet.url}/{name}{query}")
        page.locator('[data-test-script-state="notRunning"]').first.wait_for()
        expect(page.locator(".opening h1")).to_be_visible()
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        page.wait_for_timeout(300)  # the entrances of what was drawn last
        return page

    yield open_page
    assert urlsplit(quiet.url).netloc in hosts
    assert hosts <= {urlsplit(quiet.url).netloc, ""}


@pytest.mark.parametrize("name", cases((*PAGES, *STEPS), {"explore", "train", "learn"}))
def test_axe_finds_nothing_serious_and_no_text_is_cut(opened, name):
    page = opened(STEPS.get(name, name))
    for size in (PHONE, HALF):
        page.set_viewport_size(size)
        page.wait_for_timeout(300)
        assert page.evaluate(CUT) == [], f"{size['width']} px"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(400)  # until the colours have changed
            assert page.evaluate(VIOLATIONS) == [], f"{size['width']} px, {scheme}"


FOCUSED = """() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.getAttribute("aria-label") ?? (element.matches("button, a") ? element.textContent : "");
}"""


def walk_to(page, name):
    """Press Tab until what has this name is focused."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    pytest.fail(f"{name} is not reached by Tab")


def test_a_line_is_moved_by_keyboard_alone(opened):
    page = opened("explore")
    walk_to(page, "Second end")
    for _ in range(9):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".answer")).not_to_have_text("long, thick, red, 60°")


def test_weights_are_set_and_a_run_is_started_by_keyboard_alone(opened):
    page = opened("train")
    walk_to(page, "Loss weight of angle")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("angle · 25 %")).to_have_count(0)
    walk_to(page, "play_arrowStart")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "run=" in url)
