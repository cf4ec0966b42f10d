"""Every lesson played to its end, with a wrong guess and with the right one; each trains its runs once."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import AXE, CUT, PHONE, VIOLATIONS, WIDE
from training.lessons.lesson import Guess, Look, Reveal, Train, TryNext
from training.lessons.outcome import SEPARATOR
from training.lessons.read import lessons
from ui.learn.steps import page_label
from ui.shared import session_keys

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(1500)]
LESSONS = lessons()[0]
PATIENCE = 900_000  # ms for the runs of a step
POSITIONS = 40  # of the slider for a number, from the lowest to the highest


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_is_played_to_its_end(server, page, lesson):
    page.goto(f"{server}/learn")
    button(page, f"begin_{lesson.name}").click()
    for place, step in enumerate(lesson.steps):
        see(page, step)
        if isinstance(step, Guess):
            take_guess(page, lesson, place, first_guess(step))
        else:
            PLAY.get(type(step), lambda *_: None)(page, lesson, step)
            button(page, "lesson_finish" if step is lesson.steps[-1] else "lesson_next").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def see(page, step):
    """The step is there without an error, axe finds nothing serious, and on a phone no text is cut."""
    expect(page.get_by_role("heading", name=step.title)).to_be_visible()
    if isinstance(step, Reveal):
        expect(page.locator(".st-key-outcome table")).to_be_visible(timeout=PATIENCE)
    page.locator('[data-test-script-state="notRunning"]').first.wait_for()
    expect(page.locator('[data-stale="true"]')).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == [], step.title
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(300)
    assert page.evaluate(CUT) == [], step.title
    page.set_viewport_size(WIDE)


def button(page, key):
    return page.locator(f".st-key-{key} button:visible")  # what has a tooltip stands there twice


def first_guess(step):
    if step.choices:
        return step.choices[0].name
    return SEPARATOR.join(step.order) if step.order else step.low


def take_guess(page, lesson, place, guess):
    step = lesson.steps[place]
    {"choices": choose, "number": slide, "order": sort}[step.kind](page, lesson, place, guess)
    button(page, "lesson_guess").click()


def choose(page, lesson, place, guess):
    label = next(choice.label for choice in lesson.steps[place].choices if choice.name == guess)
    page.get_by_test_id("stRadio").get_by_text(label, exact=True).click()
    expect(page.get_by_role("radio", name=label)).to_be_checked()


def slide(page, lesson, place, guess):
    step, slider = lesson.steps[place], page.get_by_role("slider")
    slider.press("Home")
    for _ in range(round((guess - step.low) / (step.high - step.low) * POSITIONS)):
        slider.press("ArrowRight")


def sort(page, lesson, place, guess):
    """Each head is moved up to its place, the first one first."""
    rows = page.locator(".st-key-lesson li")
    for i, name in enumerate(guess.split(SEPARATOR)):
        for _ in range(4):
            at = next(at for at in range(4) if name in rows.nth(at).inner_text())
            if at == i:
                break
            button(page, f"{session_keys.guess(lesson.name, place)}_{name}_arrow_upward").click()
            expect(rows.nth(at - 1)).to_contain_text(name)


def train(page, lesson, step):
    button(page, "lesson_train").click()
    for plan in (lesson.runs[name] for name in step.runs):
        if plan.change:
            button(page, "lesson_change").click(timeout=PATIENCE)
    expect(button(page, "lesson_next")).to_be_enabled(timeout=PATIENCE)


def reveal(page, lesson, step):
    """What the run says to the guess that was given, and to one of the other kind: nothing is trained again for it."""
    outcome = page.locator(".st-key-outcome")
    answer = outcome.get_by_role("row").filter(has_text="your run says").get_by_role("cell").last.inner_text()
    assert "{" not in outcome.inner_text()
    question, was_right = lesson.steps[step.guess], is_right(page)
    place = lesson.steps.index(step)
    for at in range(place - 1, step.guess - 1, -1):
        move(page, "lesson_back", lesson.steps[at])
    see(page, question)
    take_guess(page, lesson, step.guess, wrong_guess(question, answer) if was_right else right_guess(question, answer))
    for at in range(step.guess + 2, place + 1):
        expect(page.get_by_role("heading", name=lesson.steps[at - 1].title)).to_be_visible()
        move(page, "lesson_next", lesson.steps[at])
    see(page, step)
    assert is_right(page) != was_right


def move(page, key, step):
    button(page, key).click()
    expect(page.get_by_role("heading", name=step.title)).to_be_visible()


def is_right(page):
    outcome = page.locator(".st-key-outcome")
    expect(outcome.get_by_test_id("stAlert").first).to_be_visible()
    return outcome.get_by_test_id("stAlertContentSuccess").count() == 1


def right_guess(question, answer) -> Any:
    if question.choices:
        return next(choice.name for choice in question.choices if choice.label == answer)
    if question.order:
        return SEPARATOR.join(re.split(", then | and ", answer))
    number = float(re.sub(r"[^\d.]", "", answer))
    return number / 100 if "%" in answer else number


def wrong_guess(question, answer):
    right = right_guess(question, answer)
    if question.choices:
        return next(choice.name for choice in question.choices if choice.name != right)
    if question.order:
        return SEPARATOR.join(reversed(right.split(SEPARATOR)))
    return max(question.low, question.high, key=lambda end: abs(end - right))


def look(page, lesson, step):
    """The other page opens, with the learner's network, and Learn in the menu leads back to the step."""
    run = re.fullmatch(r"\{run:(\w+)\}", step.link.get("network", ""))
    network = re.search(rf"{run[1]}~(\w+)", page.url)[1] if run else ""
    button(page, "lesson_look" if isinstance(step, Look) else "lesson_try").click()
    expect(page.locator(".opening h1")).to_have_text(page_label(step.page))
    page.locator('[data-test-script-state="notRunning"]').first.wait_for()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if network:
        expect(page).to_have_url(re.compile(f"network={network}"))
    page.get_by_role("link", name="Learn", exact=True).click()
    expect(page.get_by_role("heading", name=step.title)).to_be_visible()


PLAY = {Train: train, Reveal: reveal, Look: look, TryNext: look}
