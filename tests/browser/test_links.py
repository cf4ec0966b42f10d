"""A link that is copied in one browser opens the same state in another."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def elsewhere(visitor):
    """A browser that has nothing of the first one's."""
    return visitor(color_scheme="dark")


def copied(page):
    """The link that the button copies."""
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"[?&]v=\d+", link)
    return link


def test_a_copied_link_opens_the_same_state_elsewhere(visitor, quiet, elsewhere):
    page = visitor(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{quiet.url}/train?preset=coursework-v3")
    page.get_by_role("spinbutton", name="Seed").fill("41")
    page.get_by_role("spinbutton", name="Seed").press("Enter")
    expect(page).to_have_url(re.compile("seed=41"))
    elsewhere.goto(copied(page))
    expect(elsewhere.get_by_role("spinbutton", name="Seed")).to_have_value("41")
    expect(elsewhere.get_by_role("spinbutton", name="Batch size")).to_have_value("3200")

    page.get_by_role("link", name="Explore").click()
    page.get_by_label("Angle in degrees").fill("97")
    page.wait_for_function("location.search.includes('line=')")
    elsewhere.goto(copied(page))
    expect(elsewhere.get_by_label("Angle in degrees")).to_have_value("97")

    page.get_by_role("link", name="Data").click()
    page.get_by_text("The leak", exact=True).click()
    expect(page).to_have_url(re.compile("data=leak"))
    elsewhere.goto(copied(page))
    expect(elsewhere.get_by_text("How many test pictures a network may simply remember").first).to_be_visible()
