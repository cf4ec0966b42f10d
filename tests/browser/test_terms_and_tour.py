"""Help: the tooltips of terms, the glossary, and a tour that leaves nothing behind."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import AXE, VIOLATIONS

pytestmark = pytest.mark.browser

MARKED = "() => [...(CSS.highlights.get('glossary-term') ?? [])].map(String)"
IN_HEADINGS = """() => [...CSS.highlights.get('glossary-term')]
    .filter((range) => range.startContainer.parentElement.closest('h1, h2, h3, h4')).map(String)"""
IN_POPOVER = """() => [...CSS.highlights.get('glossary-term')]
    .some((range) => range.startContainer.parentElement.closest('[data-testid=stPopoverBody]'))"""
PLACE = """() => {
    const range = [...CSS.highlights.get('glossary-term')].find((range) => String(range) === 'heads');
    const { x, y, width, height } = range.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""
TRACES = """() => [document.body.className, document.body.style.cssText, location.search, { ...localStorage },
    document.querySelectorAll('[class*=driver], [id*=driver]').length,
    [...document.querySelectorAll('style')].filter(({ textContent }) => textContent.includes('driver')).length]"""


def choose(page, name):
    page.get_by_role("button", name="Help", exact=True).click()
    page.get_by_role("button", name=name).click()


@pytest.fixture
def explore(page, quiet):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{quiet.url}/explore")
    page.wait_for_function(f"({MARKED})().includes('All four right')")
    return page


def test_terms_have_tooltips_and_stand_in_the_glossary(explore):
    marked = explore.evaluate(MARKED)
    assert {"heads", "network", "Length"} <= set(marked)
    assert len(marked) == len({word.lower().rstrip("s") for word in marked})
    assert explore.evaluate(IN_HEADINGS) == []
    tip, close = explore.get_by_role("tooltip"), explore.get_by_role("button", name="Close", exact=True)
    explore.mouse.move(*explore.evaluate(PLACE), steps=2)
    expect(tip).to_contain_text("The layers after the trunk")
    tip.hover()
    expect(tip).to_be_visible()
    explore.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    explore.get_by_role("button", name="Why?").click()
    explore.wait_for_function(IN_POPOVER)
    explore.keyboard.press("Escape")

    choose(explore, "Glossary")
    dialog = explore.get_by_role("dialog", name="Glossary")
    expect(dialog.get_by_text("On this page")).to_be_visible()
    explore.keyboard.type("nash")
    expect(dialog.get_by_role("term")).to_have_text(["Nash-MTL"])
    expect(explore).to_have_url(re.compile("glossary=nash"))
    explore.evaluate(AXE.read_text(encoding="utf-8"))
    assert explore.evaluate(VIOLATIONS) == []
    explore.reload()
    expect(dialog.get_by_role("term")).to_have_text(["Nash-MTL"])
    close.click()
    expect(dialog).to_be_hidden()
    expect(explore.get_by_role("button", name="Help", exact=True)).to_be_focused()
    expect(explore).not_to_have_url(re.compile("glossary"))


def test_the_tour_goes_by_keyboard_and_leaves_nothing(explore):
    before = explore.evaluate(TRACES)
    choose(explore, "Take the tour")
    stop = explore.get_by_role("dialog", name="Draw a line")
    expect(stop.get_by_role("button", name="Next")).to_be_focused()
    explore.evaluate(AXE.read_text(encoding="utf-8"))
    assert explore.evaluate(VIOLATIONS) == []
    explore.keyboard.press("ArrowRight")
    expect(explore.get_by_role("dialog", name="Four heads answer")).to_be_visible()
    expect(explore.locator(".answer")).to_have_text("long, thick, red, 60°")  # the page's own key is not pressed
    explore.keyboard.press("Escape")
    expect(explore.locator(".driver-popover")).to_have_count(0)
    expect(explore.get_by_role("button", name="Help", exact=True)).to_be_focused()
    assert explore.evaluate(TRACES) == before


@pytest.mark.long
def test_the_tour_goes_from_page_to_page_on_a_phone(page, quiet):
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{quiet.url}/data")
    page.wait_for_function(f"({MARKED})().includes('Seed')")  # the label of a control
    choose(page, "Take the tour")
    for number in range(1, 7):
        stop = page.get_by_role("dialog").filter(has_text=f"{number} of 6")
        expect(stop).to_be_in_viewport(ratio=1)
        if number == 3:  # as a page does that is drawn late
            page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        expect(page.locator(".driver-active-element")).to_be_in_viewport()
        stop.get_by_role("button", name="Done" if number == 6 else "Next").click()
    expect(page).to_have_url(re.compile("/train"))
    expect(page.locator(".driver-popover, .driver-overlay")).to_have_count(0)
    choose(page, "Take the tour")
    expect(page.get_by_role("dialog", name="Draw a line")).to_be_visible()
