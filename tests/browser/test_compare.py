"""Compare in a real browser: runs chosen, starred, sorted, side by side, deleted, brought back; the link elsewhere."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from model.predict.predictor import SHIPPED
from runs.history import read_history
from training.presets import PRESETS
from training.results.scores import first_solved

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.hit=1> **bold**"


@pytest.fixture(scope="module")
def runs(quiet):
    """Ids of three finished runs, oldest first."""
    return [finished(quiet.store, seed, name) for seed, name in enumerate(("First", HOSTILE, "Third"))]


def finished(store, seed, name):
    points = read_history((SHIPPED / "fast.curve.json").read_text())
    run_id = store.create_run(name, replace(PRESETS["fast"].settings, seed=seed).to_json())
    store.claim_next("test")
    store.set_status(run_id, "running", total_steps=points[-1].step)
    store.add_points(run_id, points)
    test = dict.fromkeys((*HEADS, "average"), 0.999) | {"exact": 0.99 + seed / 1000}
    result = {"test": test, "seconds": 5.0 - seed, "first_solved": first_solved(points)}
    store.set_status(run_id, "done", step=points[-1].step, result=result)
    return run_id


@pytest.fixture
def opened(page, quiet, runs):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{quiet.url}/compare")
    expect(page.get_by_role("checkbox", name=re.compile("Choose First"))).to_be_visible()
    yield page
    assert errors == []
    expect(page.get_by_test_id("stException")).to_have_count(0)


def expect_link(page, **wanted):
    for name, value in wanted.items():
        page.wait_for_function(
            "([name, value]) => new URL(location).searchParams.get(name) === value", arg=[name, value]
        )


def box(page, name):
    return page.get_by_role("checkbox", name=re.compile(f"Choose {re.escape(name)}"))


def rows(page):
    return page.locator(".runs tbody tr b")


def test_two_runs_are_chosen_held_against_each_other_deleted_and_brought_back(opened, visitor, quiet, runs):
    page, (first, second, _) = opened, runs
    expect(rows(page)).to_have_text(["Third", HOSTILE, "First"])
    page.get_by_role("button", name="All four").click()
    expect_link(page, sort="exact-down")
    page.get_by_role("button", name="All four").click()
    expect(rows(page)).to_have_text(["First", HOSTILE, "Third"])
    page.get_by_role("button", name="Star Third").click()
    expect(page.get_by_role("button", name="Star Third")).to_have_attribute("aria-pressed", "true")
    box(page, "First").check()
    box(page, HOSTILE).check()
    expect_link(page, runs=f"{first},{second}")
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator(".st-key-beside_angle .scatterlayer .trace")).to_have_count(2)
    expect_link(page, compare="beside", runs=f"{first},{second}")
    page.get_by_role("radio", name="Loss ÷ chance").click()
    expect_link(page, curves="loss")
    _opens_the_same_elsewhere(visitor(390, 844), page.url)
    page.get_by_role("radio", name="Runs").click()
    page.get_by_role("button", name="Delete 2").click()
    expect(page.get_by_text("Deleted 2 runs.")).to_be_visible()
    expect(rows(page)).to_have_text(["Third"])
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_text(["First", HOSTILE, "Third"])
    expect(box(page, "First")).to_be_checked()
    expect(page.get_by_text("Deleted 2 runs.")).to_have_count(0)
    assert [run.star for run in quiet.store.runs()] == [True, None, None]
    assert page.evaluate("window.hit") is None


def _opens_the_same_elsewhere(other, link):
    """In a browser that knows nothing but the link."""
    other.goto(link)
    expect(other.locator(".st-key-beside_angle .scatterlayer .trace")).to_have_count(2)
    expect(other.get_by_role("radio", name="Loss ÷ chance")).to_be_checked()
    expect(other.get_by_text(f"2 {HOSTILE[:20]}").first).to_be_visible()
