"""The report of the run that comes with the project: made by a click, opened offline."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_a_report_is_made_by_a_click_and_opens_offline(page, server, visitor, tmp_path):
    page.goto(f"{server}/train?run=story")
    page.get_by_role("button", name="Report", exact=True).click()
    save = page.get_by_role("button", name="HTML")
    expect(save).to_be_visible(timeout=2 * PATIENCE)  # maps are waited for a minute, then it is drawn
    with page.expect_download() as download:
        save.click()
    file = tmp_path / download.value.suggested_filename
    assert file.name == "lineheads-report-story.html"
    download.value.save_as(file)
    asked, problems, offline = [], [], visitor(390, 844, offline=True)
    offline.on("request", lambda request: asked.append(request.url))
    offline.on("console", lambda message: problems.append(message.text))
    offline.goto(file.as_uri())
    expect(offline.get_by_role("heading", name="Findings")).to_be_visible()
    expect(offline.get_by_role("img", name="Map of angle").first).to_be_visible()
    assert offline.evaluate("[...document.images].every((image) => image.naturalWidth === 28)")
    assert offline.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert problems == []
