"""Learn in a browser: lessons played with the right guess and with a wrong one; reload, Back and keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import walk_to
from tests.tiers import cases
from training.lessons.lesson import Guess, Reveal, Train
from training.lessons.read import lessons

pytestmark = pytest.mark.browser
LESSONS = lessons()[0]
PATIENCE = 240_000  # ms for a run


def press(page, name, **options):
    page.get_by_role("button", name=name, exact=True).first.click(**options)


def press_by_keyboard(page, name):
    walk_to(page, name)
    page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def story(server, context):
    """The link to the reveal of the first lesson after a run, which other tests share: played by keyboard alone."""
    page = context.new_page()
    page.goto(f"{server}/learn")
    expect(page.get_by_role("button", name="Begin").last).to_be_visible()
    press_by_keyboard(page, "Begin")
    expect(page.get_by_role("heading", name="One picture, four questions")).to_be_visible()
    press_by_keyboard(page, "Next")
    expect(page.get_by_role("heading", name="who is first, who is last?")).to_be_visible()
    press_by_keyboard(page, "That is my guess")
    expect(page.get_by_role("button", name="Train now")).to_be_visible()
    press_by_keyboard(page, "Train now")
    expect(page.get_by_role("button", name="Next")).to_be_enabled(timeout=PATIENCE)
    press_by_keyboard(page, "Next")
    expect(page.get_by_text("You said length, then width")).to_be_visible()
    url = page.url
    page.close()
    return url


@pytest.mark.long
def test_a_lesson_is_finished_by_keyboard_alone(story, page):
    page.goto(story)
    expect(page.get_by_text("You said length, then width")).to_be_visible()
    press_by_keyboard(page, "Next")
    expect(page.get_by_role("button", name="Open Train")).to_be_visible()
    press_by_keyboard(page, "Finish")
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def test_a_lesson_survives_a_reload_and_leaving_and_goes_back(story, page):
    page.goto(story)
    verdict = page.get_by_text("You said length, then width")
    expect(verdict).to_be_visible()
    page.get_by_role("link", name="Probe").click()
    expect(page).to_have_url(re.compile("/probe"))
    page.get_by_role("link", name="Learn").click()
    expect(verdict).to_be_visible()
    press(page, "Next")
    expect(page.get_by_role("button", name="Open Train")).to_be_visible()
    page.go_back()
    expect(verdict).to_be_visible()
    press(page, "Next")
    press(page, "Finish")
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def test_the_right_guess_is_told_so(story, page):
    guess = re.sub("guess=[^&]*", "guess=1~colour.width.length.angle", story)
    page.goto(guess)
    expect(page.get_by_text(re.compile("You had all four in order|You said"))).to_be_visible()
    expect(page.get_by_text("your guess")).to_be_visible()


def test_an_order_is_sorted_by_keyboard(server, page):
    page.goto(f"{server}/learn?lesson=who-wakes-first&lesson_step=1")
    page.get_by_role("button", name="Down").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("width").first).to_be_visible()
    expect(page.locator("[class*='_width_arrow_upward'] button").first).to_be_disabled()  # it is the first now
    page.get_by_role("button", name="That is my guess").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("guess=1~width.length.colour.angle"))


@pytest.mark.parametrize("name", cases(LESSONS, {"who-wakes-first"}))
def test_every_step_of_a_lesson_opens_and_says_what_is_missing(server, page, name):
    for place, step in enumerate(LESSONS[name].steps):
        page.goto(f"{server}/learn?lesson={name}&lesson_step={place}")
        expect(page.get_by_role("heading", name=step.title)).to_be_visible()
        expect(page.get_by_role("alert").filter(has_text="Traceback")).to_have_count(0)
        if isinstance(step, Guess):
            expect(page.get_by_role("button", name="Next")).to_be_disabled()
        if isinstance(step, Train):
            expect(page.get_by_role("button", name="Train now")).to_be_visible()
        if isinstance(step, Reveal):
            expect(page.get_by_role("button", name="To the guess")).to_be_visible()
