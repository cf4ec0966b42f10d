"""How a run learned, in a real browser: the slider loads the run's steps, and the server hears nothing of it."""

import io
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.test_live_answers import COUNT
from tests.browser.test_look_inside import place
from training.network_files import LITERT_FILE, WEIGHTS_FILE, ShippedFiles

pytestmark = pytest.mark.browser
STEPS = (0, 20, 40)


def scaled(weights, share):
    """The weights, weaker by this share."""
    file = io.BytesIO()
    with np.load(io.BytesIO(weights)) as arrays:
        np.savez(file, **{name: share * arrays[name] for name in arrays.files})
    return file.getvalue()


@pytest.fixture
def learned(served):
    """A run that began with nothing and ended as `fast`."""
    files, run = ShippedFiles("fast"), ShippedFiles("fast").run()
    contents = {name: files.file(name) for name in (LITERT_FILE, WEIGHTS_FILE)}
    run_id = served.store.import_run("learned", run.settings.to_json(), run.result, contents, "")
    for step, share in zip(STEPS, (0.0, 0.5, 1.0), strict=True):
        served.store.save_snapshot(run_id, step, scaled(contents[WEIGHTS_FILE], share))
    yield run_id
    served.store.delete(run_id)


def answers(page):
    return [" ".join(text.split()) for text in page.locator(".checkpoints .answers li").all_inner_texts()]


@pytest.mark.long
def test_the_slider_reads_the_same_line_as_the_run_learned(page, server, learned):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{server}/look_inside?network={learned}")
    steps, output = page.locator(".checkpoints .scrub"), page.locator(".checkpoints output")
    shown = page.locator(".checkpoints")
    expect(shown).to_have_attribute("data-shown", "40")
    expect(output).to_have_text("Trained for 40 of 40 steps")
    learned_answers = answers(page)
    steps.focus()
    page.keyboard.press("Home")
    expect(shown).to_have_attribute("data-shown", "0")
    assert [text.split()[-2:] for text in answers(page)] == [["50", "%"]] * 3 + [["8", "%"]]
    page.keyboard.press("ArrowRight")
    expect(shown).to_have_attribute("data-shown", "20")
    page.locator(".checkpoints .go").click()
    expect(shown).to_have_attribute("data-shown", "40")
    expect(page.locator(".checkpoints .go")).to_have_text(re.compile("Play"))
    assert answers(page) == learned_answers
    assert sent
    assert not [frame for frame in sent if b"checkpoints" in (frame.encode() if isinstance(frame, str) else frame)]


@pytest.mark.long
def test_an_earlier_step_reads_the_line_while_it_is_drawn(page, server, learned):
    page.goto(f"{server}/look_inside?network={learned}&question=needed")  # which asks no worker
    shown, steps = page.locator(".checkpoints"), page.locator(".checkpoints .scrub")
    expect(shown).to_have_attribute("data-shown", "40")
    steps.focus()
    page.keyboard.press("ArrowLeft")
    expect(shown).to_have_attribute("data-shown", "20")
    expect(page.locator(".root[data-live=true]")).to_be_visible()
    page.locator(".pad").scroll_into_view_if_needed()
    page.evaluate(COUNT)
    page.mouse.move(*place(page, 7, 14))
    page.mouse.down()
    for end, angle in (((21, 14), "0°"), ((7, 26), "90°")):
        page.mouse.move(*place(page, *end), steps=6)
        expect(page.locator(".checkpoints .answers li").last).to_contain_text(re.compile(rf"angle\s+{angle}"))
    expect(shown).to_have_attribute("data-shown", "20")
    assert page.evaluate("window.sent") == 0
    page.mouse.up()


def test_a_network_that_came_with_the_project_says_where_the_slider_is(page, server):
    page.goto(f"{server}/look_inside?network=fast")
    expect(page.get_by_text("A run that you train here keeps its weights")).to_be_visible()
