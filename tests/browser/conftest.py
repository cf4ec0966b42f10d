"""A served app with a home of its own, and a browser."""

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import served as serve

PATIENCE = 60_000  # ms; engine and workers give way to everything else, so on a busy machine they come late
expect.set_options(timeout=PATIENCE)


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
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@pytest.fixture(scope="module")
def context(browser):
    """One for all tests of a file: what the browser has compiled of the app is kept."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A new page: a session of its own, and nothing in its address."""
    page = context.new_page()
    yield page
    page.close()
