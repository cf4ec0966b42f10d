"""Methods, races, reference runs and single heads in a real browser with the real engine."""

import re

import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.long]
DATA = "document.querySelector('.lineheads-chart .figure')?.data"
MINE = "!!one.second === second && one.name.startsWith('length') && one.yaxis === 'y'"
DRAWN = f"second => {DATA}.filter(one => {MINE})[0]?.x"


@pytest.fixture
def store(served):
    """The store behind the server; what still runs after a test is stopped."""
    yield served.store
    for run in served.store.runs():
        if not run.finished:
            served.store.change_control(run.id, state="stop")


@pytest.fixture
def train(page, server, store):
    """The Train page, opened on the finished run that comes with the project."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{server}/train?run=story")
    expect(page.locator(".lineheads-chart .figure .main-svg").first).to_be_visible()
    idle(page)
    yield page
    assert errors == []


def idle(page):
    page.locator('[data-test-script-state="notRunning"]').first.wait_for()


def press(page, name):
    """Click a button of the page; Streamlit shows one called Stop above it while a script runs."""
    page.get_by_role("button", name=name, exact=True).and_(page.locator(":not([kind=header])")).click()


def choose(page, key, option):
    page.locator(f".st-key-{key} input").click()
    page.get_by_role("option", name=option).click()
    idle(page)


def wait_for_run(page, before):
    page.wait_for_url(lambda url: run_of(url) not in (None, "story", before))
    expect(state(page)).to_have_text(re.compile("Running|Paused"))
    return run_of(page.url)


def run_of(url):
    found = re.search(r"run=(\w+)", url)
    return found and found[1]


def state(page):
    return page.locator(".lineheads-chart .state")


def drawn(page, second):
    """The steps that are drawn of the first or the second run."""
    return page.evaluate(DRAWN, second) or []


def wait_for_points(page, second, count):
    page.wait_for_function(f"([second, count]) => (({DRAWN})(second) ?? []).length >= count", arg=[second, count])


def stop(page):
    press(page, "Stop")
    expect(state(page)).to_have_text(re.compile("Stopped|Done"))


def test_another_method_is_for_the_next_run_and_shows_the_weights_it_chooses(train, store):
    choose(train, "method", "GradNorm")
    expect(train).to_have_url(re.compile("method=gradnorm"))
    press(train, "Start")
    run = wait_for_run(train, None)
    assert store.run(run).settings.method == "gradnorm"
    wait_for_points(train, False, 3)
    expect(train.locator(".weight-3")).to_have_text(re.compile(r"weight \d"))
    stop(train)


def test_a_race_runs_in_lockstep_on_one_chart(train, store):
    choose(train, "pace", "20 steps")
    press(train, "Race")
    press(train, "Start the race")
    leader = wait_for_run(train, None)
    (rival,) = store.rivals(leader)
    wait_for_points(train, True, 4)
    expect(train.locator(".versus")).to_have_text(re.compile("Strong: equal weights · thin: 5/2/1/50"))
    press(train, "Pause")
    expect(state(train)).to_have_text("Paused")
    wait_until(lambda: store.run(rival).status == "paused")
    both = store.run(leader).step, store.run(rival).step
    assert both[0] == both[1]
    press(train, "Step batch")
    wait_until(lambda: store.run(leader).step == store.run(rival).step == both[0] + 1)
    wait_until(lambda: drawn(train, False) == drawn(train, True))
    wait_until(lambda: drawn(train, False) == [point.step for point in store.points(rival)])
    train.get_by_role("link", name="Explore").click()
    train.get_by_role("link", name="Train").click()
    wait_for_points(train, True, 5)
    assert drawn(train, False) == drawn(train, True)
    stop(train)
    wait_until(lambda: store.run(rival).status == "stopped")


def test_the_run_before_is_a_ghost_that_can_be_hidden(train, store):
    choose(train, "pace", "50 steps")
    press(train, "Start")
    before = wait_for_run(train, None)
    wait_for_points(train, False, 4)
    stop(train)
    assert drawn(train, True) == []
    press(train, "Start")
    wait_for_run(train, before)
    wait_for_points(train, False, 3)
    wait_until(lambda: drawn(train, True) == [point.step for point in store.points(before)])
    expect(train.locator(".versus")).to_have_text(re.compile("Pale: reference run, Fast 1/1/1/1"))
    train.get_by_label("reference run, pale").uncheck()
    wait_until(lambda: drawn(train, True) == [])
    train.get_by_label("reference run, pale").check()
    wait_until(lambda: drawn(train, True) != [])
    stop(train)


def test_a_step_of_one_head_moves_that_head_and_the_trunk_alone(train, store):
    press(train, "Step batch")
    run = wait_for_run(train, None)
    expect(state(train)).to_have_text("Paused")
    press(train, "Per head")
    train.locator(".st-key-step_of_angle button").first.click()
    wait_until(lambda: store.run(run).step == 2 and store.run(run).status == "paused")
    moved = store.points(run)[-1].relative_change
    assert {part for part, share in moved.items() if share} == {"trunk", "angle"}
    assert set(moved) == {"trunk", *HEADS}
    train.keyboard.press("Escape")
    stop(train)


def test_ten_times_all_weights_is_told_to_change_nothing(train, store):
    choose(train, "pace", "50 steps")
    press(train, "Start")
    wait_for_run(train, None)
    wait_for_points(train, False, 3)
    press(train, "All ×10")
    idle(train)
    press(train, "Apply weights")
    happened = train.locator(".weight-change")
    expect(happened).to_have_text(re.compile(r"all weights ×10\. .*as long as before \(×1\.00\).*Adam divides"))
    stop(train)
