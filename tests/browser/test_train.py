"""Train in a real browser with the real engine: start, watch, pull weights, reload, stop, use, break and resume."""

import re
import signal
import threading

import psutil
import pytest
from playwright.sync_api import expect

from benchmarks.watching import point
from tests.browser.conftest import PATIENCE
from training.presets import PRESETS

pytestmark = pytest.mark.browser
LOSS = 3  # the trace of the first head's loss
DATA = "document.querySelector('.lineheads-chart .figure')?.data"
LAYOUT = "document.querySelector('.lineheads-chart .figure')?.layout?"


@pytest.fixture
def store(served):
    """The store behind the server; what still runs after a test is stopped."""
    yield served.store
    for run in served.store.runs():
        if not run.finished:
            served.store.change_control(run.id, state="stop")


@pytest.fixture
def train(page, server, store):
    """The Train page, opened, with a click on any button by its name."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    open_train(page, server)
    yield page
    assert errors == []


def open_train(page, server, **link):
    query = "&".join(f"{name}={value}" for name, value in link.items())
    page.goto(f"{server}/train?{query}")
    expect(page.locator(".lineheads-chart .figure .main-svg").first).to_be_visible()
    idle(page)


def idle(page):
    page.locator('[data-test-script-state="notRunning"]').first.wait_for()


def press(page, name):
    """Click a button of the page; Streamlit shows one called Stop above it while a script runs."""
    page.get_by_role("button", name=name, exact=True).and_(page.locator(":not([kind=header])")).click()


def start(page, pace=None):
    """Start a run; returns its id."""
    if pace:
        page.get_by_label("Speed", exact=True).click()
        page.get_by_role("option", name=pace).click()
        idle(page)
    before = page.url
    press(page, "Start")
    page.wait_for_url(lambda url: "run=" in url and run_of(url) != run_of(before))
    return run_of(page.url)


def run_of(url):
    found = re.search(r"run=(\w+)", url)
    return found and found[1]


def state(page):
    return page.locator(".lineheads-chart .state")


def steps(page):
    """The steps that are drawn."""
    return page.evaluate(f"{DATA}[{LOSS}].x")


def wait_for_points(page, count=1):
    page.wait_for_function(f"count => {DATA}?.[{LOSS}]?.x.length >= count", arg=count)


def wait_for_steps(page, first, count):
    """So many points, of which the first have these steps: a resumed run draws those after its checkpoint anew."""
    are_there = f"([first, count]) => {{ const x = {DATA}?.[{LOSS}]?.x ?? []; "
    are_there += "return x.length >= count && first.every((step, i) => x[i] === step); }"
    page.wait_for_function(are_there, arg=[first, count])


def step_shown(page):
    return int(page.locator("dd.step").inner_text().split(" of ")[0].replace(",", ""))


@pytest.mark.long
def test_a_first_run_is_solved_told_downloaded_and_used(train, store):
    run = start(train)
    expect(state(train)).to_have_text("Running")
    wait_for_points(train, 5)
    expect(train.get_by_text("Solved first:")).to_be_visible(timeout=3 * PATIENCE)
    expect(state(train)).to_have_text("Done", timeout=3 * PATIENCE)
    assert steps(train)[0] == 0
    press(train, "Files")
    train.get_by_text("All in one zip").click()
    with train.expect_download() as download:
        press(train, "Download")
    assert download.value.suggested_filename == f"lineheads-{run}.zip"
    train.get_by_text("LiteRT", exact=True).click()
    expect(train.get_by_text("Checked on 1,000 test pictures: same answers")).to_be_visible()
    with train.expect_download() as download:
        train.get_by_role("button", name=re.compile("· Download")).click()
    assert download.value.path().read_bytes() == store.artefact(run, "network.tflite")
    train.keyboard.press("Escape")
    press(train, "Use in Explore")
    expect(train).to_have_url(re.compile(f"network={run}"))
    expect(train.locator(".card")).to_have_count(4)
    expect(train.locator(".st-key-network input")).to_have_value(re.compile(run))


def test_weights_change_while_it_learns_and_the_zoom_stays(train, store, server):
    run = start(train, pace="50 steps")
    expect(state(train)).to_have_text("Running")
    wait_for_points(train, 3)
    zoom(train)
    zoomed = train.evaluate(f"{LAYOUT}.xaxis.range")
    press(train, "Coursework 5/2/1/50")
    idle(train)
    assert store.control(run).weights is None
    press(train, "Apply weights")
    train.wait_for_function(f"{LAYOUT}.annotations.filter(one => one.hovertext?.includes('angle 1 → 50')).length === 3")
    assert len(train.evaluate(f"{LAYOUT}.shapes")) == 3
    wait_for_points(train, len(steps(train)) + 3)
    assert train.evaluate(f"{LAYOUT}.xaxis.range") == zoomed
    reloaded_at = step_shown(train)
    train.goto(f"{server}/train")
    wait_for_points(train)
    assert run_of(train.url) == run
    assert step_shown(train) >= reloaded_at
    drawn = steps(train)
    wait_for_points(train, len(drawn) + 3)
    assert steps(train)[: len(drawn)] == drawn
    press(train, "Stop")
    expect(state(train)).to_have_text("Stopped")


def zoom(page):
    box = page.locator(".lineheads-chart .figure").bounding_box()
    page.mouse.move(box["x"] + 80, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 250, box["y"] + 150, steps=5)
    page.mouse.up()


@pytest.mark.long
def test_pause_steps_and_resume_from_another_page(train):
    start(train, pace="20 steps")
    wait_for_points(train, 3)
    press(train, "Pause")
    expect(state(train)).to_have_text("Paused")
    paused_at = step_shown(train)
    press(train, "Step batch")
    expect(train.locator("dd.step")).to_have_text(re.compile(f"^{paused_at + 1} of"))
    expect(state(train)).to_have_text("Paused")
    drawn = steps(train)
    train.get_by_role("link", name="Explore").click()
    expect(train.locator(".card")).to_have_count(4)
    train.get_by_role("link", name="Train").click()
    wait_for_points(train, len(drawn))
    assert steps(train) == drawn
    press(train, "Resume")
    expect(state(train)).to_have_text("Running")
    wait_for_points(train, len(drawn) + 2)
    press(train, "Stop")
    expect(state(train)).to_have_text("Stopped")


@pytest.mark.long
def test_a_second_run_waits_its_turn_and_can_leave(train, store):
    store.create_run("Fast", store.run(start(train, pace="5 steps")).settings.to_json())
    expect(state(train)).to_have_text("Running")
    train.wait_for_timeout(1_000)  # a press right after another is a double click
    start(train)
    expect(state(train)).to_have_text("Queued")
    expect(train.locator(".lineheads-chart .detail")).to_have_text(re.compile("Number 2 in the queue"))
    press(train, "Stop")
    expect(state(train)).to_have_text("Stopped")


@pytest.mark.long
def test_a_run_survives_a_killed_worker_once_by_itself_and_then_by_resume(train, store):
    run = start(train, pace="50 steps")
    wait_for_points(train, 3)
    store_waits_for_a_checkpoint(train, store, run)
    shown = steps(train)
    kill_workers(store)
    expect(state(train)).to_have_text("Interrupted")
    expect(state(train)).to_have_text("Running")
    wait_for_steps(train, shown, len(shown) + 5)
    kill_workers(store)
    expect(state(train)).to_have_text("Interrupted")
    expect(train.locator(".lineheads-chart .detail")).to_have_text(re.compile("second time"))
    press(train, re.compile("Resume from step"))
    expect(state(train)).to_have_text("Running")
    wait_for_steps(train, shown, len(shown) + 10)
    assert [point.step for point in store.points(run)][: len(shown)] == shown
    press(train, "Stop")
    expect(state(train)).to_have_text("Stopped")


def store_waits_for_a_checkpoint(page, store, run):
    for _ in range(100):
        if store.checkpoint(run):
            return
        page.wait_for_timeout(100)
    pytest.fail("no checkpoint within 10 s")


def kill_workers(store):
    for process in psutil.Process(store.engine().pid).children(recursive=True):
        if "resource_tracker" not in " ".join(process.cmdline()):
            process.send_signal(signal.SIGKILL)


def test_a_link_sets_the_controls_and_changes_stand_in_the_link(page, server):
    open_train(page, server, preset="coursework-v3", seed=7, weight_angle=3)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("7")
    expect(page.get_by_role("spinbutton", name="Batch size")).to_have_value("3200")
    expect(page.get_by_text(re.compile(r"angle.* · 27\s%"))).to_be_visible()
    page.get_by_role("spinbutton", name="Epochs").fill("2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("epochs=2(&|$)"))
    expect(page).to_have_url(re.compile("seed=7"))


@pytest.mark.long
def test_everything_is_on_one_screen_and_a_phone_has_one_column(page, server):
    open_train(page, server)
    for name in ("Start", "Stop", "Apply weights", "Use in Explore", "Files"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 390, "height": 844})
    open_train(page, server)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("spinbutton", name="Seed")).not_to_be_in_viewport()
    step = page.get_by_role("button", name="Step batch")
    expect(step).to_be_hidden()
    page.locator(".st-key-more_actions label").click()
    expect(step).to_be_in_viewport(ratio=1)
    parts = ("start_part", "weights_part", "curves_part", "result_part", "preset_part")
    tops = [page.locator(f".st-key-{part}").bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.long
def test_long_curves_are_thinned_in_the_browser_too(page, server):
    open_train(page, server)
    rows = [{"step": step, "validation_exact_match": 0.5 if step % 4 == 0 else None} for step in range(1001)]
    kept = page.evaluate("async rows => (await import('/app/static/shared/live_chart/figure.js')).halve(rows)", rows)
    assert len(kept) == 502
    assert kept[0] == rows[0]
    assert kept[-1] == rows[-1]
    assert sum(row["validation_exact_match"] is not None for row in kept) >= 250


@pytest.mark.long
def test_the_theme_and_the_log_axis_draw_no_points_anew(page, server):
    open_train(page, server, run="story")
    wait_for_points(page)
    before, colour = steps(page), page.evaluate(f"{LAYOUT}.font.color")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"colour => {LAYOUT}.font.color !== colour", arg=colour)
    page.get_by_label("log axis").check()
    page.wait_for_function(f"{LAYOUT}.yaxis.type === 'log'")
    assert steps(page) == before
    page.get_by_text("Table of the last values").click()
    expect(page.get_by_role("row")).to_have_count(1 + min(10, len(before)))
    page.get_by_role("combobox", name="Speed").click()
    page.get_by_role("option", name="20 steps a second").click()
    expect(page).to_have_url(re.compile(r"pace=20.*log=on|log=on.*pace=20"))  # Streamlit did not know it
    page.reload()
    expect(page.get_by_label("log axis")).to_be_checked()
    page.wait_for_function(f"{LAYOUT}.yaxis.type === 'log'")


@pytest.mark.long
def test_a_run_that_ends_while_its_page_loads_has_a_chart(context, quiet):
    """The live part becomes a still one then: the chart is mounted twice in a moment, and once was lost."""
    for delay in (0.7, 0.8, 0.9, 1.0, 1.1):
        run_id = quiet.store.create_run("Fast", PRESETS["fast"].settings.to_json())
        quiet.store.claim_next("nobody")
        quiet.store.set_status(run_id, "running", total_steps=100)
        threading.Timer(delay, quiet.store.set_status, (run_id, "failed", "It failed.")).start()
        page = context.new_page()
        page.goto(f"{quiet.url}/train?run={run_id}")
        expect(state(page)).to_have_text("Failed")
        page.wait_for_timeout(500)  # what is removed by mistake is removed late
        expect(page.locator(".lineheads-chart .figure .main-svg").first).to_be_visible()
        page.close()


@pytest.mark.long
def test_what_a_resumed_run_takes_back_leaves_the_chart(page, quiet):
    store = quiet.store
    run_id = store.create_run("Fast", PRESETS["fast"].settings.to_json())
    store.claim_next("nobody")
    store.set_status(run_id, "running", total_steps=200)
    store.add_points(run_id, [point(step) for step in range(0, 101, 20)])
    open_train(page, quiet.url, run=run_id)
    wait_for_points(page, 6)
    store.save_checkpoint(run_id, 40, b"state")
    store.set_status(run_id, "interrupted", "It was lost.")
    expect(page.get_by_text("It was lost.")).to_be_visible()
    store.requeue(run_id)  # on another page
    store.claim_next("nobody")
    store.set_status(run_id, "running", step=40)
    store.add_points(run_id, [point(60)])
    page.wait_for_function(f"{DATA}[{LOSS}].x.length === 4")
    assert steps(page) == [0, 20, 40, 60]
    store.add_points(run_id, [point(80)])
    wait_for_points(page, 5)
    assert steps(page) == [0, 20, 40, 60, 80]
