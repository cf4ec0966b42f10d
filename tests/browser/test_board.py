"""A teacher's board beside two students, each in a browser of its own."""

import re
import time

import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from runs.history import HistoryPoint
from tests.browser.test_accessibility import AXE, VIOLATIONS
from training.presets import PRESETS

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def visit(visitor):
    """Opens this address in a browser of its own."""

    def opened(url):
        page = visitor()
        page.goto(url)
        return page

    return opened


@pytest.fixture
def school_class(quiet):
    """A class and the address of its board."""
    school_class, secret = quiet.store.create_class("4b")
    return school_class, f"{quiet.url}/classroom?board={secret}"


def join(page, nickname):
    page.get_by_role("textbox", name="Nickname").fill(nickname)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text(f"You are {nickname} here.")).to_be_visible()


def train(store, class_id, nickname):
    """A run of a student that has begun; returns its id."""
    (owner,) = (member.owner for member in store.members(class_id) if member.nickname == nickname)
    run_id = store.create_run("Fast", PRESETS["fast"].settings.to_json(), owner=owner)
    store.claim_next("test")
    store.set_status(run_id, "running", total_steps=1_000)
    return run_id


def point(step, accuracy):
    return HistoryPoint(step=step, validation_accuracy=dict.fromkeys(HEADS, accuracy))


def test_the_board_follows_two_students_and_leads_them(visit, quiet, school_class):
    started, address = school_class
    board = visit(address)
    assert "board=" not in board.url
    assert re.search("[?&]board=", board.evaluate("performance.getEntriesByType('navigation')[0].name")) is None
    expect(board.get_by_text("Nobody is in the class yet.")).to_be_visible()

    students = [visit(f"{quiet.url}/classroom?join={started.code}") for _ in range(2)]
    for student, name in zip(students, ("Ada", "Ben"), strict=True):
        join(student, name)
    cards = board.locator(".student")
    expect(cards.locator(".name")).to_have_text(["Ada", "Ben"])

    run_id = train(quiet.store, started.id, "Ben")
    quiet.store.add_points(run_id, [point(500, 0.5)])
    expect(cards.nth(1)).to_contain_text("50\u00a0%")
    written = time.monotonic()
    quiet.store.add_points(run_id, [point(750, 0.75)])
    expect(cards.nth(1)).to_contain_text("75\u00a0%", timeout=10_000)
    print(f"The board was {time.monotonic() - written:.1f} s behind.")  # a figure, as pytest -s shows it

    board.get_by_role("radio", name="Lead", exact=True).click()
    board.get_by_role("button", name="Lead to this step").click()
    for student in students:
        student.wait_for_url("**/learn?*lesson=who-wakes-first*")
    board.evaluate(AXE.read_text(encoding="utf-8"))
    assert board.evaluate(VIOLATIONS) == []

    board.get_by_role("radio", name="Students", exact=True).click()
    cards.nth(1).get_by_role("button").click()
    board.wait_for_url(f"**/train?*run={run_id}*")
    board.go_back()
    expect(cards.nth(1)).to_contain_text("75\u00a0%")
    board.evaluate(AXE.read_text(encoding="utf-8"))
    assert board.evaluate(VIOLATIONS) == []

    test = dict.fromkeys((*HEADS, "average", "exact"), 0.97)
    quiet.store.set_status(run_id, "done", step=1_000, result={"test": test})
    board.get_by_role("radio", name="Results", exact=True).click()
    marks = board.locator(".scatter").get_by_role("button")
    expect(marks).to_have_count(4)
    board.evaluate(AXE.read_text(encoding="utf-8"))
    assert board.evaluate(VIOLATIONS) == []
    marks.first.focus()
    board.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    board.wait_for_timeout(2_500)  # the board draws itself anew meanwhile
    expect(marks.nth(1)).to_be_focused()
    board.keyboard.press("Enter")
    board.wait_for_url(f"**/evaluate?*network={run_id}*")
