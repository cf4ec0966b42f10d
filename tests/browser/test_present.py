"""Presenting in a real browser: a copied link, what it shows on a projector, the way back, and the keys."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import AXE, VIOLATIONS
from training.engine.heartbeat import beating
from training.presets import PRESETS

pytestmark = pytest.mark.browser


def test_a_link_is_ticked_copied_presented_and_left(visitor, quiet):
    page = visitor(1280, 720, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{quiet.url}/explore")
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("checkbox", name="Drawing tools").check()
    page.get_by_role("button", name="Copy link for presenting").click()
    page.get_by_text("Copied").wait_for()

    page.goto(page.evaluate("navigator.clipboard.readText()"))
    answer, random = page.locator(".answer"), page.get_by_role("button", name="Random line")
    expect(answer).to_be_in_viewport(ratio=1)
    expect(random).to_be_visible()
    expect(page.get_by_label("Length in px")).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 720
    assert page.locator(".answer").evaluate("node => parseFloat(getComputedStyle(node).fontSize)") > 30
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []

    leave = page.get_by_role("button", name="Leave presenting")
    expect(leave).to_be_visible()  # it comes with what listens to keys
    page.evaluate("Math.random = () => 0.1")  # one random line in 96 would be of the same class
    page.keyboard.press("ArrowRight")
    expect(answer).not_to_have_text("long, thick, red, 60°")
    page.keyboard.press("ArrowLeft")
    expect(answer).to_have_text("long, thick, red, 60°")

    leave.click()
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present|show"))
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Present now").click()
    expect(page).to_have_url(re.compile("present=1"))
    expect(random).to_be_hidden()
    page.go_back()
    length = page.get_by_label("Length in px")
    expect(length).to_be_visible()
    length.press("ArrowUp")  # a field keeps its keys
    length.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(answer).to_have_text("long, thick, red, 60°")


@pytest.mark.long
def test_space_starts_and_pauses_a_run_and_a_frame_has_few_controls(page, quiet):
    run_id = quiet.store.create_run("Fast", PRESETS["fast"].settings.to_json())
    quiet.store.set_status(run_id, "running", total_steps=100)
    beat = partial(quiet.store.beat_run, run_id, quiet.store.run(run_id).attempt)
    with beating(beat):  # else its worker is silent after ten seconds
        page.set_viewport_size({"width": 960, "height": 540})
        page.goto(f"{quiet.url}/train?present=1&show=weights&embed=true&run={run_id}")
        expect(page.get_by_role("link", name="Open LineHeads")).to_be_visible()
        slider = page.get_by_role("slider", name="Loss weight of angle")
        expect(slider).to_be_visible()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
        slider.press("ArrowRight")  # its own key
        expect(page.get_by_text("angle · 33 %")).to_be_visible()
        assert quiet.store.control(run_id).until is None
        slider.press(" ")
        expect(page.locator(".lineheads-chart .state")).to_have_text("Pausing")
        assert quiet.store.control(run_id).state == "pause"
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys").get_by_text("Start a run")).to_be_visible()
        page.keyboard.press("Escape")
    quiet.store.set_status(run_id, "stopped")
    expect(page.locator(".lineheads-chart .state")).to_have_text("Stopped")
    page.keyboard.press(" ")
    page.wait_for_url(lambda url: "run=" in url and run_id not in url)
