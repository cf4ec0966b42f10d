"""The weight search in a real browser: a link, a trial chosen on a chart, and its weights taken to Train."""

import re

import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from training.presets import PRESETS
from training.search.space import SearchPlan

pytestmark = [pytest.mark.browser, pytest.mark.long]
RATIOS = (1.0, 5.0, 50.0, 0.5)


@pytest.fixture(scope="module")
def ended_search(quiet):
    """A search that has ended, in the store."""
    fast = PRESETS["fast"].settings
    search_id = quiet.store.create_search(
        "a search", **SearchPlan(settings=fast, goal="all-four", budget=4).to_record()
    )
    for number, ratio in enumerate(RATIOS):
        run = {"name": "a trial", "settings": fast.to_json()}
        quiet.store.add_trial(search_id, number, {"length": 1.0, "width": 2.0, "angle": ratio}, run)
        share = 1 / (1 + ratio)
        scores = {
            "loss": {head: share * one.chance for head, one in HEADS.items()},
            "accuracy": dict.fromkeys(HEADS, 1 - share / 2),
            "exact": 1 - share / 2,
        }
        quiet.store.end_trial(search_id, quiet.store.trials(search_id)[number], "complete", scores=scores, reports={})
    quiet.store.end_search(search_id, "done")


def test_a_trial_is_chosen_on_a_chart_and_its_weights_go_to_train(page, quiet, ended_search):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{quiet.url}/compare?compare=search&trial=1")
    expect(page.get_by_text("Trial 1 · complete")).to_be_visible()
    dots = page.locator(".st-key-search_history .scatterlayer path.point")
    expect(dots.nth(3)).to_be_visible()
    dots.nth(2).click(force=True)
    expect(page.get_by_text("Trial 2 · complete")).to_be_visible()
    expect(page).to_have_url(re.compile("trial=2"))
    page.reload()
    expect(page.get_by_text("Trial 2 · complete")).to_be_visible()
    page.get_by_role("button", name="Use these weights").first.click()
    expect(page).to_have_url(re.compile("/train.*weight_angle=50"))
    expect(page.get_by_role("slider", name="Loss weight of angle")).to_have_attribute("aria-valuetext", "50")
    assert errors == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
