"""A served app with a home of its own, and a browser."""

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import Served
from benchmarks.server import served as serve
from tests.waiting import log_end
from training.engine.launch import LOG

PATIENCE = 60_000  # ms; engine and workers give way to everything else, so on a busy machine they come late
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A test that fails tells what its engines wrote."""
    report = yield
    if report.failed:
        apps = (value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Served))
        report.sections += [(f"engine of {app.url}", log_end(app.home / LOG)) for app in apps]
    return report


@pytest.fixture(scope="session")
def served():
    """The app with an engine, shared by all tests of a run."""
    with serve(engine="on") as served:
        yield served


@pytest.fixture(scope="session")
def server(served):
    """Its URL."""
    return served.url


@pytest.fixture(scope="module")
def quiet():
    """The app without an engine, for the tests of a file."""
    with serve() as served:
        yield served


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
