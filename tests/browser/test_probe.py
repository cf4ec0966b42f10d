"""Probe in a real browser: links open it as it was, the moving line plays and is scrubbed, drawings answer to keys."""

import re

import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from model.probe import CORRUPTIONS, FACTORS

pytestmark = pytest.mark.browser


@pytest.fixture
def errors():
    """What reached the page; there must be nothing."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def opened(page, quiet, errors):
    page.on("pageerror", lambda error: errors.append(error))

    def open_page(query=""):
        page.goto(f"{quiet.url}/probe{query}")
        return page

    return open_page


def scrub(page):
    return page.get_by_role("slider")


def pixels(page, selector=".stage canvas"):
    return page.locator(selector).evaluate(
        "canvas => Array.from(canvas.getContext('2d').getImageData(0, 0, 28, 28).data).join()"
    )


def expect_value(page, text):
    expect(page.locator(".value b")).to_have_text(text)


def test_a_deep_link_on_a_fresh_page_opens_line_property_and_value(opened):
    page = opened("?line=8,14,20,14,3,0000ff,smooth&move=length&at=length,9.3&network=fast")
    expect_value(page, "9.3 px")
    expect(page.locator(".stage .value")).to_contain_text("Length")
    expect(page.locator(".answers li")).to_have_count(len(HEADS))
    expect(page.locator(".answers")).to_contain_text("blue")
    expect(page.locator(".chart")).to_have_count(len(HEADS))
    expect(page.locator(".flips li").first).to_have_text(re.compile(r"\w+ flips to .+ at .+"))
    for head in HEADS:
        drawing = page.locator(f".chart[data-head={head}] .drawing")
        expect(drawing).to_have_attribute("aria-label", re.compile(f"^{head} says"))
        assert "NaN" not in drawing.inner_html()


def test_keys_scrub_and_the_same_state_opens_from_the_link_elsewhere(opened, visitor, quiet):
    page = opened("?move=angle&painter=smooth")
    expect_value(page, "60°")
    before = pixels(page)
    scrub(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect_value(page, "65°")
    assert pixels(page) != before
    expect(scrub(page)).to_have_attribute("aria-valuetext", re.compile(r"^Angle 65°: length long, .*angle \d+°"))
    page.wait_for_url(re.compile("at=angle,65"))
    other = visitor(390, 844)
    other.goto(page.url)
    expect_value(other, "65°")
    expect(other.locator(".stage canvas")).to_have_attribute("data-shown", re.compile("."))
    assert pixels(other) == pixels(page)
    assert other.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    page.get_by_role("button", name="Back to the line as it is").click()
    expect_value(page, "60°")
    page.wait_for_function("!location.search.includes('at=')")


def test_it_plays_and_pauses(opened):
    page = opened("?move=angle&painter=smooth")
    expect_value(page, "60°")
    page.get_by_role("button", name="Play").press("Enter")
    expect(page.locator(".value b")).not_to_have_text("60°")
    page.wait_for_function(
        "() => { const seen = (window.seen ??= new Set());"
        " for (const e of document.querySelectorAll('*')) { const b = e.shadowRoot?.querySelector('.value b');"
        " if (b) seen.add(b.textContent); } return seen.size > 20; }"
    )
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    held = page.locator(".value b").inner_text()
    page.wait_for_url(re.compile(f"at=angle,{held[:-1]}"))
    expect_value(page, held)


@pytest.mark.long
def test_the_pointer_reads_the_curves_and_leaves_the_value_as_it_was(opened):
    page = opened("?move=length&painter=smooth")
    expect_value(page, "15 px")
    charts = page.locator(".charts")
    box = charts.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    expect(page.locator(".answers li").first).to_contain_text("short")
    expect(page.locator(".value b")).not_to_have_text("15 px")
    page.mouse.move(box["x"] - 100, box["y"] - 50)
    expect_value(page, "15 px")
    page.locator(".flips button").first.click()
    expect(page.locator(".value b")).not_to_have_text("15 px")


@pytest.mark.long
def test_another_property_begins_at_the_line_as_it_is(opened):
    page = opened("?move=angle&at=angle,97")
    expect_value(page, "97°")
    page.get_by_role("radio", name="Width").or_(page.get_by_role("button", name="Width")).first.click()
    expect_value(page, "3 px")
    page.wait_for_url(re.compile("move=width"))
    page.wait_for_function("!location.search.includes('at=')")


@pytest.mark.long
def test_a_row_of_cross_talk_opens_its_curves(opened):
    page = opened("?probing=cross-talk&network=fast")
    rows = page.locator(".cross_talk tbody tr")
    expect(rows).to_have_count(len(FACTORS))
    expect(page.locator(".cross_talk td.own")).to_have_count(len(HEADS))
    first = rows.first.locator("td").last.inner_text()
    page.get_by_role("button", name="Changed answers").click()
    expect(rows.first.locator("td").last).not_to_have_text(first)
    page.locator(".cross_talk").get_by_role("button", name="Hue").press("Enter")
    expect(page.locator(".stage .value")).to_contain_text("Hue")
    page.wait_for_url(re.compile("move=hue"))
    assert "probing" not in page.url


@pytest.mark.long
def test_robustness_names_who_breaks_first(opened):
    page = opened("?probing=robustness&network=fast")
    expect(page.locator(".card")).to_have_count(len(CORRUPTIONS))
    for name in CORRUPTIONS:
        words = page.locator(f".card[data-name={name}] .words")
        expect(words).to_have_text(re.compile("breaks first, at|heads break at|No head breaks"))
    expect(page.locator(".summary tbody tr")).to_have_count(len(CORRUPTIONS))
    page.locator(".card summary").first.press("Enter")
    expect(page.locator(".card details table").first).to_be_visible()


@pytest.mark.long
def test_arrow_keys_move_the_line_on_all_maps(opened):
    page = opened("?probing=positions&network=fast")
    expect(page.locator(".map")).to_have_count(len(HEADS))
    value = page.locator(".maps .value")
    expect(value).to_have_text("Middle at x 14.5, y 13.5 px")
    page.locator(".square").first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(value).to_have_text("Middle at x 13.5, y 14.5 px")
    page.wait_for_url(re.compile("at=place,13.5,14.5"))
    page.reload()
    expect(value).to_have_text("Middle at x 13.5, y 14.5 px")


def test_the_nearest_flip_can_be_opened(opened):
    page = opened("?probing=nearest&flip=length&network=fast")
    expect(page.get_by_text("The smallest change found makes length predict short")).to_be_visible()
    expect(page.get_by_text("trained steps").first).to_be_visible()
    page.locator(".st-key-open_flipped_pages-probe-py button").click()
    expect(page.get_by_text(re.compile("^short, "))).to_be_visible()


@pytest.mark.long
def test_another_theme_and_a_phone_keep_the_value(opened):
    page = opened("?move=angle&at=angle,97")
    expect_value(page, "97°")
    colour = page.locator(".curves").evaluate("root => getComputedStyle(root).color")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".curves")).not_to_have_css("color", colour)
    expect_value(page, "97°")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390")
    expect_value(page, "97°")
    redrawn = "root => root.querySelector('.chart svg')?.getBoundingClientRect().width <= 390"
    page.wait_for_function(redrawn, arg=page.locator(".curves").element_handle())
    width = page.locator(".chart svg").first.evaluate("svg => svg.getBoundingClientRect().width")
    assert 240 <= width <= 390
