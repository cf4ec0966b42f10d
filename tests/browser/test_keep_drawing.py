"""Drawings kept in a real browser: by hand, through a refresh and another page, into Evaluate."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def explore(page, quiet):
    """Explore without an engine; no error may reach the page."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{quiet.url}/?network=fast")
    expect(page.locator(".st-key-pad canvas").first).to_be_visible()
    yield page
    assert errors == []


def opened(page, name):
    """A button of the menu, which another act may have closed."""
    button = page.get_by_role("button", name=name)
    if not button.is_visible():
        page.locator(".st-key-explore_bar").get_by_role("button", name="Keep").click()
    return button


def count(page, number):
    opened(page, "Keep this drawing")
    expect(page.get_by_role("button", name=f"My drawings: {number}")).to_be_visible()
    page.locator(".st-key-explore_bar").get_by_role("button", name="Keep").click()  # the menu lies over the canvas
    expect(page.get_by_role("button", name="Keep this drawing")).to_be_hidden()


def test_my_lines_are_kept_and_a_network_is_judged_on_them(explore):
    box = explore.locator(".st-key-pad canvas").first.bounding_box()
    explore.mouse.move(box["x"] + 80, box["y"] + 200)
    explore.mouse.down()
    explore.mouse.move(box["x"] + 200, box["y"] + 120, steps=4)
    explore.mouse.up()
    expect(explore.get_by_text("off the grid").first).to_be_visible()
    opened(explore, "Keep this drawing").click()
    asked = explore.get_by_role("dialog", name="What is it?")
    asked.get_by_text("long", exact=True).click()
    asked.get_by_role("combobox").click()
    explore.get_by_role("option", name="30°").click()
    asked.get_by_role("button", name="Keep").click()
    count(explore, 1)
    for number in (2, 3):
        shown = explore.url
        explore.get_by_role("button", name="Random").click()
        explore.wait_for_url(lambda url, shown=shown: url != shown)  # the line is in the address: Python has it
        opened(explore, "Keep this drawing").click()
        count(explore, number)
    assert "line=" in explore.url
    explore.reload()
    count(explore, 3)
    explore.get_by_role("link", name="Data").click()
    explore.get_by_role("link", name="Explore").click()
    count(explore, 3)
    opened(explore, "My drawings: 3").click()
    explore.get_by_role("dialog").get_by_role("button", name="Evaluate on them").click()
    expect(explore.get_by_text("3 pictures").first).to_be_visible()
    assert "network=fast" in explore.url
