"""Back brings the earlier choice back, and Forward the later one; each act of the user is one step."""

import re

import pytest
from playwright.sync_api import expect

from tests.tiers import cases

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, quiet):
    """Opens an address, and waits until the page has written its own: that is one entry of the history."""

    def open_page(address):
        length = page.evaluate("history.length")
        page.goto(quiet.url + address)
        expect(page).to_have_url(re.compile("[?&]v="))
        expect(page.get_by_role("button", name="Copy link")).to_be_visible()
        page.wait_for_function(IDLE)
        assert page.evaluate("history.length") == length + 1
        return page

    return open_page


def select(label, option):
    def act(page):
        page.get_by_role("combobox", name=label, exact=True).click()
        page.get_by_role("option", name=re.compile(option)).first.click()

    return act


def pick(name):
    return lambda page: page.get_by_role("radio", name=name, exact=True).click()


def press(name):
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def chosen(label):
    return f"""() => document.querySelector('[role=combobox][aria-label="{label}"]')?.value"""


PICKED = "() => [...document.querySelectorAll('[role=radio][aria-checked=true]')].map((each) => each.innerText).join()"
LINE = "() => new URL(location.href).searchParams.get('line')"
IDLE = "() => document.querySelector('[data-test-script-state=notRunning]') !== null"


CHOICES = {
    "network": ("/evaluate", select("Network", "^fast"), chosen("Network")),
    "test set": ("/evaluate", select("Pictures", "[Ss]mooth"), chosen("Pictures")),
    "view": ("/evaluate", pick("Calibration"), PICKED),
    "section": ("/compare", pick("Leaderboard"), PICKED),
    "part of a section": ("/data?data=leak", pick("Honest split"), PICKED),
    "attribution": ("/look_inside", pick("Occlusion"), PICKED),
    "picture": ("/probe", press("Random line"), LINE),
    "preset": ("/train", select("Preset", "^coursework-v3"), chosen("Preset")),
}


@pytest.mark.parametrize("kind", cases(CHOICES, {"section", "picture"}))
def test_back_brings_the_earlier_choice_and_forward_the_later(opened, kind):
    address, choose, seen = CHOICES[kind]
    page = opened(address)
    before, address = page.evaluate(seen), page.url
    choose(page)
    page.wait_for_function("address => location.href !== address", arg=address)  # the control itself changes at once
    page.wait_for_function(f"before => ({seen})() !== before", arg=before)
    page.wait_for_function(IDLE)
    after = page.evaluate(seen)
    for move, expected in ((page.go_back, before), (page.go_forward, after), (page.go_back, before)):
        move()
        page.wait_for_function(f"expected => ({seen})() === expected", arg=expected)
        page.wait_for_function(IDLE)


def test_back_from_a_run_that_was_started_shows_the_one_before_and_forward_shows_it_again(opened):
    page = opened("/train?preset=coursework-v3&seed=41&weight_angle=20")
    run, before = page.get_by_role("combobox", name="Shown run"), page.get_by_text("Solved first:")
    expect(before).to_be_visible()
    press("Start")(page)
    expect(page).to_have_url(re.compile("run="))
    started = re.search("run=([^&]*)", page.url)[1]
    expect(run).to_have_value(re.compile(started))
    select("Preset", "^fast")(page)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("0")
    page.go_back()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("41")
    expect(run).to_have_value(re.compile(started))
    page.go_back()
    expect(before).to_be_visible()
    expect(run).not_to_have_value(re.compile(started))
    expect(page.get_by_role("slider", name="Loss weight of angle")).to_have_attribute("aria-valuetext", "20")
    page.go_forward()
    expect(run).to_have_value(re.compile(started))
    expect(page).to_have_url(re.compile(f"run={started}"))


@pytest.mark.long
def test_each_act_is_one_step_however_many_settings_it_writes(opened):
    page = opened("/")
    length = page.evaluate("history.length")
    acts = {"Look inside": "look_inside", "Probe": "probe", "Compare": "compare", "Train": "train"}
    for title, path in acts.items():
        page.get_by_role("link", name=title, exact=True).click()
        expect(page).to_have_url(re.compile(f"/{path}[?]v="))
        page.wait_for_function(IDLE)
    select("Preset", "^coursework-v3")(page)
    expect(page).to_have_url(re.compile("preset="))
    page.wait_for_function(IDLE)
    assert page.evaluate("history.length") == length + len(acts) + 1
    page.go_back()
    for path in ("compare", "probe", "look_inside"):
        page.go_back()
        expect(page).to_have_url(re.compile(f"/{path}[?]"))
        assert ("line=" in page.url) == (path != "compare")
