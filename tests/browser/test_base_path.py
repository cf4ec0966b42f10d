"""The app under a path of the server, as behind a proxy: every page, its scripts, its health."""

import urllib.request

import pytest
from playwright.sync_api import expect

from benchmarks.server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BASE = "/lines"


@pytest.fixture(scope="module")
def based():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", BASE)
        with served() as server:
            yield server.url + BASE


@pytest.mark.parametrize("end", ["", "/", "/explore", "/train", "/compare", "/data", "/evaluate"])
def test_every_page_draws_its_scripts(based, page, end):
    scripts, failures = [], []
    page.on("response", lambda answer: scripts.append(answer) if "/app/static/" in answer.url else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(based + end)
    expect(page.get_by_text("Copy link")).to_be_visible()
    if end in ("", "/", "/explore"):
        expect(page.locator("canvas").first).to_be_visible()
    if end == "/train":
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert scripts
    assert not failures
    for answer in scripts:
        assert answer.url.startswith(f"{based}/app/static/")
        assert "javascript" in answer.headers["content-type"]


def test_links_between_pages_stay_under_the_path(based, page):
    page.goto(based)
    page.get_by_role("link", name="Train").first.click()
    page.wait_for_url(f"{based}/train**")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def test_its_health_is_told_under_the_path_too(based):
    for url in (f"{based}/healthz", f"{based.removesuffix(BASE)}/healthz"):
        assert urllib.request.urlopen(url).read() == b'{"status":"ok"}'
