"""The scheduler is lost while a run trains: engine and workers end, are started again, and the run goes on."""

from dataclasses import replace

import pytest

from benchmarks.postgres import postgres
from tests.training.engine.site import ENGINE, SCHEDULER, SETTINGS, WORKER, Site
from training.run_store import RunStore

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]


def test_a_run_goes_on_when_the_scheduler_is_back(tmp_path):
    with postgres() as url, Site(tmp_path, url) as site:
        check_a_run_goes_on(site)


def check_a_run_goes_on(site):
    scheduler, worker, engine = (site.start(part) for part in (SCHEDULER, WORKER, ENGINE))
    with RunStore(site.environment["LINEHEADS_STORE"]) as store:
        site.until(lambda: (record := store.engine()) and record.warm)
        run_id = store.create_run("through it", replace(SETTINGS, epochs=1.0).to_json())
        site.until(lambda: store.points(run_id))
        site.kill(scheduler)
        site.until(lambda: engine.poll() is not None)
        assert "The Dask cluster cannot be reached" in site.log.read_text()
        site.start(SCHEDULER)
        site.start(ENGINE)
        site.until(lambda: worker.poll() is not None)
        site.start(WORKER)
        for process in (engine, worker):
            site.running.remove(process)
        site.until(lambda: store.run(run_id).finished and store.run(run_id).losses != 1)
        run = store.run(run_id)
        assert (run.status, run.step) == ("done", run.total_steps)
