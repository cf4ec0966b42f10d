"""A served app with a home of its own, and a browser."""

import shutil
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from benchmarks.browser import launched
from benchmarks.server import Served
from benchmarks.server import served as serve
from runs.tables import Base
from tests.waiting import log_end
from training.engine.launch import LOG

PATIENCE = 90_000  # ms; engine and workers give way to everything else, so on a busy machine they come late
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


@pytest.fixture(scope="session")
def app_without_engine():
    """The app without an engine, shared by all tests of a run."""
    with serve() as served:
        yield served


@pytest.fixture(scope="module")
def quiet(app_without_engine):
    """The app without an engine, its store empty at the start of a file."""
    yield app_without_engine
    while empty(app_without_engine):
        time.sleep(0.5)  # a page that was just closed may still add a run


def empty(served):
    """Remove all that people left there; tells whether there was any of it in the store."""
    with served.store.write() as connection:
        tables = reversed(Base.metadata.sorted_tables)
        rows = sum(connection.execute(table.delete()).rowcount for table in tables)
    for folder in served.home.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    return rows > 0


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def warm_context(browser):
    """One for all tests of a run: what the browser has compiled of the app is kept."""
    context = browser.new_context(reduced_motion="reduce")  # a pulse drawn by the processor takes as long as the page
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def visitor(browser):
    """Opens a page of another visitor than `page`: in a browser of its own, as patient, closed after the test.

    Their contexts come with `options` of Playwright's `new_context`, also under `context` of the page.
    """
    contexts = []

    def opened(width=1440, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def context(warm_context):
    """It, and each file is another visitor."""
    yield warm_context
    warm_context.clear_cookies()


@pytest.fixture
def page(context):
    """A new page: a session of its own, and nothing in its address."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    yield page
    with suppress(Error):  # of a page that was never opened
        page.evaluate("localStorage.clear()")
    page.close()
