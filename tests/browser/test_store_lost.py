"""PostgreSQL is lost for longer than a worker may be silent, while a run trains and pages are open: nothing else is."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from benchmarks.postgres import postgres_server
from benchmarks.server import free_port, wait_for_server
from runs.records import WORKER_SILENCE
from tests.training.engine.site import ENGINE, SCHEDULER, SERVER, SETTINGS, WORKER, Site, values
from training.run_store import RunStore

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]
LONGER = replace(SETTINGS, epochs=0.5)
WORDS = "does not answer"


@pytest.fixture(scope="module")
def database():
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def site(database, tmp_path_factory):
    with Site(tmp_path_factory.mktemp("site"), database.url) as site:
        for part in (SCHEDULER, WORKER, ENGINE):
            site.start(part)
        site.port = free_port()
        wait_for_server(site.port, site.start(SERVER, **{"8501": str(site.port)}))
        yield site


def test_a_run_and_pages_go_on_when_the_store_is_back(site, database, page, context):
    with RunStore(database.url) as store:
        site.until(lambda: (record := store.engine()) and record.warm)
        run_id = store.create_run("through it", LONGER.to_json())
        page.goto(f"http://127.0.0.1:{site.port}/train?run={run_id}")
        site.until(lambda: store.points(run_id))
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        assert store.run(run_id).active

        database.stop()
        expect(page.get_by_text(WORDS).first).to_be_visible()
        opened = context.new_page()
        opened.goto(f"http://127.0.0.1:{site.port}/data")
        expect(opened.get_by_text(WORDS)).to_be_visible()
        page.wait_for_timeout((WORKER_SILENCE + 2) * 1000)
        database.start()
        expect(page.get_by_text(WORDS)).to_have_count(0)
        expect(opened.get_by_text(WORDS)).to_have_count(0)
        expect(opened.get_by_text("Copy link")).to_be_visible()
        opened.close()

        site.until(lambda: store.run(run_id).status == "done")
        assert not store.run(run_id).losses
        undisturbed = store.create_run("beside it", LONGER.to_json())
        site.until(lambda: store.run(undisturbed).status == "done")
        assert [values(point) for point in store.points(run_id)] == [
            values(point) for point in store.points(undisturbed)
        ]
