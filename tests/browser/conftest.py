"""A served app with a home of its own, and a browser."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.server import served as serve

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def served():
    """The app with an engine, shared by all tests of a run."""
    with serve(engine="on") as served:
        yield served


@pytest.fixture(scope="session")
def server(served):
    """Its URL."""
    return served.url


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "No Chromium found. Install Chromium or Google Chrome (`make test` does it on Debian)."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
