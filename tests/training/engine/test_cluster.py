"""Many machines, by the commands of docs/cluster.md: nothing is lost when a worker, the engine and a server are killed.

PostgreSQL, a scheduler, three workers, an engine and two servers on this machine, with TLS between them.
"""

import os
import shlex
import signal
import subprocess
import sys
import urllib.request
from dataclasses import asdict, replace

import numpy as np
import pytest

from benchmarks.postgres import postgres
from benchmarks.server import free_port
from data.line import FRAME
from runs.home import REPOSITORY
from runs.records import Job
from tests.training.engine.cluster_docs import block, command
from tests.waiting import wait_until
from training.presets import PRESETS
from training.run_store import RunStore
from training.search.space import SearchPlan

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SETTINGS = replace(PRESETS["fast"].settings, epochs=0.15)
RUNS, TRIALS = 8, 2
UNLIKE = ("seconds", "rate", "relative_change")  # fields of a point: of the clock, or of runs that stand still
WORKER, ENGINE, SERVER = "dask worker", "training.engine --address", "ui.server"


class Site:
    """Processes with groups of their own, which end as if their machines had lost power."""

    def __init__(self, folder, store_url):
        self.folder, self.log = folder, folder / "log"
        self.scheduler, self.ports = f"127.0.0.1:{free_port()}", {}
        self.environment = os.environ | {
            "LINEHEADS_STORE": store_url,
            "LINEHEADS_HOME": str(folder / "home"),
            "PYTHONPATH": str(REPOSITORY),
        }
        self.running = []
        subprocess.run(["bash", "-ec", block("openssl")], cwd=folder, check=True, capture_output=True)

    def start(self, part, more="", **replaced):
        """The command of the docs with the addresses and folders of this test."""
        line = f"{command(part)} {more}"
        replaced |= {"scheduler.example:8786": self.scheduler, "--port 8786": f"--port {self.scheduler.split(':')[1]}"}
        replaced |= {
            "0.0.0.0": "127.0.0.1",
            ".venv/bin": os.path.dirname(sys.executable),
            "--nworkers 2": "--nworkers 1",
        }
        replaced |= {name: f"{self.folder}/{name}" for name in ("ca.pem", "node.pem", "node.key")}
        for typed, here in replaced.items():
            line = line.replace(typed, here)
        words = shlex.split(line)
        variables = dict(word.split("=") for word in words if word.startswith("LINEHEADS_"))
        environment, arguments = self.environment | variables, words[len(variables) :]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                arguments, cwd=REPOSITORY, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def kill(self, process):
        self.running.remove(process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def until(self, condition):
        wait_until(condition, seconds=240, log=self.log)


@pytest.fixture
def site(tmp_path):
    with postgres() as url:
        site = Site(tmp_path, url)
        try:
            yield site
        finally:
            for process in list(site.running):
                site.kill(process)


def answers(port, path="/healthz"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return len(answer.read()) > 0
    except OSError:
        return False


def values(point):
    return {name: value for name, value in asdict(point).items() if name not in UNLIKE}


def test_nothing_is_lost_with_a_worker_the_engine_and_a_server(site):
    site.start("dask scheduler")
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
