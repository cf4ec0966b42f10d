"""Many machines, by the commands of docs/cluster.md: nothing is lost when a worker, the engine and a server are killed.

PostgreSQL, a scheduler, three workers, an engine and two servers on this machine, with TLS between them.
"""

import urllib.request

import numpy as np
import pytest

from benchmarks.postgres import postgres
from benchmarks.server import free_port
from data.line import FRAME
from runs.records import Job
from tests.training.engine.site import ENGINE, SCHEDULER, SERVER, SETTINGS, WORKER, Site, values
from training.run_store import RunStore
from training.search.space import SearchPlan

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]
RUNS, TRIALS = 8, 2


@pytest.fixture
def site(tmp_path):
    with postgres() as url, Site(tmp_path, url) as site:
        yield site


def answers(port, path="/healthz"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return len(answer.read()) > 0
    except OSError:
        return False


def test_nothing_is_lost_with_a_worker_the_engine_and_a_server(site):
    site.start(SCHEDULER)
    doomed = site.start(WORKER, "--resources trainer=1")
    for _ in range(2):
        site.start(WORKER)  # one of them keeps free for queries
    engine = site.start(ENGINE)
    ports = free_port(), free_port()
    server, _ = (site.start(SERVER, **{"8501": str(port)}) for port in ports)
    with RunStore(site.environment["LINEHEADS_STORE"]) as store:
        site.until(lambda: (record := store.engine()) and record.workers == 2 and record.warm)
        check_a_query_is_answered(site, store, "before all runs")
        runs = [store.create_run(f"run {number}", SETTINGS.to_json()) for number in range(RUNS)]
        plan = SearchPlan(settings=SETTINGS, goal="worst-head", budget=TRIALS)
        search = store.create_search("a search", **plan.to_record())
        for run_id in runs[:2]:  # they stand still there, and keep both workers that train
            store.change_control(run_id, until=20)
        site.until(lambda: all(store.run(run_id).step == 20 for run_id in runs[:2]))
        check_a_query_is_answered(site, store, "beside runs")
        assert all(store.run(run_id).active for run_id in runs[:2])
        site.kill(doomed)
        site.until(lambda: any(store.run(run_id).losses for run_id in runs[:2]))
        [hit] = [run_id for run_id in runs[:2] if store.run(run_id).losses]
        for run_id in runs[:2]:
            store.change_control(run_id, until=None)
        site.until(lambda: store.run(hit).status == "done")
        site.until(lambda: any(run.active and store.points(run.id) for run in map(store.run, runs)))
        assert all(answers(port) for port in ports)
        site.kill(engine)
        site.kill(server)
        site.start(ENGINE)
        site.until(lambda: all(store.run(run_id).status == "done" for run_id in runs))
        site.until(lambda: store.search(search).status != "running")
        check_all_is_there(store, runs, search)
        check_the_other_server(store, runs[-1], *ports)


def check_a_query_is_answered(site, store, key):
    network = {"network": "fast", "version": "fast", "settings": SETTINGS.to_json()}
    picture = np.zeros((FRAME, FRAME, 3), np.uint8).tobytes()
    store.submit(key, Job(kind="layer", arguments=network | {"layer": "trunk_conv_1"}, payload=picture))
    site.until(lambda: store.query(key).status == "done")


def check_all_is_there(store, runs, search):
    """All runs have the same seed: whatever was repeated is the same to the last bit."""
    first, *others = ([values(point) for point in store.points(run_id)] for run_id in runs)
    assert first[-1]["step"] == store.run(runs[0]).total_steps
    assert all(points == first for points in others)
    assert all(store.run(run_id).result["test"] == store.run(runs[0]).result["test"] for run_id in runs)
    assert store.search(search).status == "done"
    assert [trial.status for trial in store.trials(search)] == ["complete"] * TRIALS


def check_the_other_server(store, run_id, killed, port):
    """It reads what the workers wrote."""
    assert not answers(killed)
    snapshot = store.snapshots(run_id)[-1]
    assert answers(port, f"/snapshots/{run_id}/{snapshot.step}/{snapshot.version}")
