"""Probe answers in the browser: a hand drags line or needle, nobody is asked, and the server agrees afterwards."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_live_answers import COUNT

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, quiet):
    """Probe, once the browser answers; no bug may be told."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.on("console", lambda message: "disagree" in message.text and errors.append(message.text))

    def open_page(query):
        page.goto(f"{quiet.url}/probe{query}")
        expect(page.locator(".hand[data-live=true]")).to_be_visible()
        page.locator(".pad").scroll_into_view_if_needed()
        page.wait_for_timeout(1_000)  # what opening sends is sent
        page.evaluate(COUNT)
        return page

    yield open_page
    expect(page.locator(".bug")).to_have_text("")
    assert errors == []


def place(page, x, y):
    box = page.locator(".pad").bounding_box()
    return box["x"] + x / 28 * box["width"], box["y"] + (1 - y / 28) * box["height"]


def take_upper_end(page):
    """Of the first line."""
    page.mouse.move(*place(page, 18, 20.49))
    page.mouse.down()


def test_curves_follow_the_dragged_line_and_nobody_is_asked(opened):
    page = opened("?painter=smooth")
    chart = page.locator(".chart[data-head=length] .curve").first
    before = chart.get_attribute("d")
    take_upper_end(page)
    page.mouse.move(*place(page, 18, 7.5), steps=12)
    expect(page.locator(".stage .value b")).to_have_text(re.compile(r"^(0|179\.\d|180|0\.\d)°$"))
    page.mouse.move(*place(page, 16, 7.5), steps=4)
    expect(chart).not_to_have_attribute("d", before)
    assert page.evaluate("window.sent") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("line="))
    expect(page.get_by_text(re.compile("^Drawn: 5.5 px"))).to_be_visible()
    expect(page.locator(".flips li").first).to_be_visible()


def test_the_needle_turns_and_plays_without_the_server(opened):
    page = opened("?painter=smooth")
    box = page.locator(".charts").bounding_box()
    page.mouse.move(box["x"] + 80, box["y"] + 60)
    page.mouse.down()
    values = set()
    for i in range(20):
        page.mouse.move(box["x"] + 80 + 20 * i, box["y"] + 60)
        values.add(page.locator(".stage .value b").text_content())
    page.mouse.up()
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Pause").click()
    assert len(values) > 15
    assert page.evaluate("window.sent") == 0


@pytest.mark.long
def test_the_line_at_the_needle_can_be_taken_hold_of(opened):
    page = opened("?painter=smooth&at=angle,90")
    expect(page.locator(".stage .value b")).to_have_text("90°")
    page.mouse.move(*place(page, 14.25, 14))
    page.mouse.down()
    page.mouse.move(*place(page, 18.25, 14), steps=5)
    page.mouse.up()
    expect(page.locator(".stage .value b")).to_have_text("90°")
    page.wait_for_function("!location.search.includes('at=')")
    expect(page.get_by_text(re.compile("^Drawn: long, thick, red, 90°"))).to_be_visible()


def test_back_brings_the_needle_to_where_it_was_left(opened):
    page = opened("?painter=smooth")
    box = page.locator(".charts").bounding_box()
    page.mouse.click(box["x"] + 520, box["y"] + 60)
    page.wait_for_function("location.search.includes('at=angle,')")
    left = page.locator(".stage .value b").text_content()
    assert left != "60°"
    page.get_by_text("Position maps", exact=True).click()
    page.wait_for_function("location.search.includes('positions') && !location.search.includes('at=')")
    page.go_back()
    expect(page.locator(".stage .value b")).to_have_text(left)
    assert "at=angle," in page.evaluate("location.search")


@pytest.mark.long
def test_the_nearest_flip_follows_the_dragged_line(opened):
    page = opened("?probing=nearest&flip=length&painter=smooth&network=fast")
    changed = page.locator(".changed")
    expect(changed).to_contain_text("makes length predict short")
    take_upper_end(page)
    page.mouse.move(*place(page, 13, 11), steps=8)
    expect(changed).to_contain_text("predict long")
    expect(page.locator(".from")).to_have_text("length: short")
    assert page.evaluate("window.sent") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("line="))
    expect(changed).to_contain_text("The smallest change found makes length predict long instead of short.")


@pytest.mark.long
def test_without_the_network_the_server_answers(page, quiet):
    page.route("**/networks/**", lambda route: route.abort())
    page.goto(f"{quiet.url}/probe?painter=smooth")
    expect(page.locator(".stage .value b")).to_have_text("60°")
    expect(page.locator(".hand[data-live=false]")).to_be_visible()
    expect(page.locator(".hand .handle").first).to_be_hidden()
