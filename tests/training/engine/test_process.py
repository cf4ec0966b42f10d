"""The engine: runs are served in order and end with words, whatever happens to worker, engine or server."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from sqlalchemy import delete, make_url

from runs import records
from runs.database import StoreUnavailable
from runs.engines import ENGINE_DIED, GOES_ON, RESUMED, WAITS
from runs.home import REPOSITORY
from runs.records import Job
from runs.tables import RunRow
from tests.training.engine.fakes import NOTHING, FakeClient
from tests.waiting import wait_until
from training.engine import launch, overdue, process
from training.engine.cluster import local_cluster, restore_workers
from training.engine.process import (
    _QUERY_LOST,
    SERVER_DIED,
    SHUT_DOWN,
    WORKER_DIED,
    WORKER_REPLACED,
    Engine,
    EngineReplaced,
    new_record,
)

FAKE_ENGINE = str(Path(__file__).parent / "fake_engine.py")
JOB = Job(kind="any")
FOREVER = {"steps": 10**6}


@pytest.fixture
def started(monkeypatch, store):
    """Engines started as the server does, with the fake task."""
    monkeypatch.setattr(launch, "ENGINE_COMMAND", (sys.executable, FAKE_ENGINE, "--with-parent", "--workers", "1"))
    monkeypatch.delenv("LINEHEADS_ENGINE", raising=False)
    yield
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")  # else a dead one would be started again
    launch.ensure_engine(store.url).stop()


def gone(processes):
    return lambda: not any(process.is_running() and process.status() != "zombie" for process in processes)


def suspend(process, store):
    """Where it does not hold the store: SQLite would let nobody else write."""
    with closing(sqlite3.connect(make_url(store.url).database, timeout=0, isolation_level=None)) as connection:
        while True:
            process.suspend()
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                process.resume()
            else:
                return


def test_as_many_runs_as_workers_are_active_and_the_others_keep_their_place(store):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    runs = [store.create_run(f"run {number}", {}) for number in range(4)]
    engine.turn()
    assert list(client.futures) == runs[:2]
    assert [store.queue_place(run_id) for run_id in runs] == [None, None, 1, 2]
    client.futures[runs[1]].status = "finished"
    engine.turn()
    assert list(client.futures) == runs[:3]
    assert [store.run(run_id).status for run_id in runs] == ["starting", "done", "starting", "queued"]


def test_a_run_that_ends_in_the_middle_of_a_turn_has_ended_before_the_next_one_starts(store, monkeypatch):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    runs = [store.create_run(f"run {number}", {}) for number in range(3)]
    engine.turn()

    def end_the_first(free):
        client.futures[runs[0]].status = "finished"

    monkeypatch.setattr(engine._conductor, "turn", end_the_first)
    engine.turn()
    first, _, last = map(store.run, runs)
    assert (first.status, last.status) == ("done", "starting")


@pytest.mark.parametrize(
    ("future", "status", "message"),
    [
        ("finished", "done", ""),
        ("error", "failed", "The loss is made of cheese."),
        ("cancelled", "interrupted", f"{WORKER_DIED} {GOES_ON}"),
        ("lost", "interrupted", f"{WORKER_DIED} {GOES_ON}"),
    ],
)
def test_the_end_of_a_task_is_the_end_of_its_run(store, future, status, message):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    run_id, ended = store.create_run("a run", {}), store.create_run("said its last word itself", {})
    engine.turn()
    store.set_status(ended, "diverged", "Every head is at chance.")
    client.futures[run_id].status = client.futures[ended].status = future
    engine.turn()
    assert (store.run(run_id).status, store.run(run_id).message) == (status, message)
    assert (store.run(ended).status, store.run(ended).message) == ("diverged", "Every head is at chance.")


@pytest.mark.parametrize(
    ("future", "message"),
    [
        ("error", "The worker could not answer: ValueError. The engine's log says more; ask again."),
        ("lost", _QUERY_LOST),
    ],
)
def test_a_query_without_an_answer_says_whether_its_worker_lives(store, future, message):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    store.submit("k", JOB)
    engine.turn()
    client.futures["k"].status = future
    engine.turn()
    assert (store.query("k").status, store.query("k").message) == ("failed", message)


@pytest.mark.parametrize("future", ["finished", "error", "cancelled"])
def test_an_engine_goes_on_when_a_run_of_its_is_gone(store, future):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    run_id = store.create_run("a run", {})
    engine.turn()
    store.execute(delete(RunRow))
    client.futures[run_id].status = future
    engine.turn()
    after = store.create_run("a run", {})
    engine.turn()
    assert store.run(after).status == "starting"


def test_an_engine_that_stops_interrupts_its_runs(store):
    run_id = store.create_run("a run", {})
    stop = threading.Event()
    thread = threading.Thread(target=Engine(store, FakeClient(), NOTHING).serve, args=(stop,))
    thread.start()
    wait_until(lambda: store.run(run_id).status == "starting")
    assert store.engine().workers == 2
    stop.set()
    thread.join()
    assert (store.run(run_id).status, store.run(run_id).message) == ("interrupted", SHUT_DOWN)


def test_no_engine_is_started_when_it_is_off(store, monkeypatch):
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")
    engine = launch.ensure_engine(store.url)
    assert (engine.pid, engine.alive()) == (None, False)
    engine.stop()


@pytest.mark.slow
def test_the_server_side_loads_neither_dask_nor_tensorflow():
    code = (
        "import sys, training.engine.launch; print(*{'dask', 'distributed', 'tensorflow', 'keras'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], cwd=REPOSITORY, text=True).strip() == ""


@pytest.fixture
def cluster_engine(store, monkeypatch):
    """An engine in this process, with a worker that trains and one that answers queries."""
    monkeypatch.syspath_prepend(Path(FAKE_ENGINE).parent)
    import fake_engine

    stop = threading.Event()
    with local_cluster(workers=1) as client, ThreadPoolExecutor(1) as pool:
        served = pool.submit(Engine(store, client, fake_engine.WORK).serve, stop)
        yield
        stop.set()
        served.result()


@pytest.mark.slow
@pytest.mark.usefixtures("cluster_engine")
def test_runs_on_a_cluster_end_in_order_with_words_and_survive_a_killed_worker(store):
    check_order_and_failure(store)
    check_killed_worker(store)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.usefixtures("cluster_engine")
def test_a_worker_that_dask_has_given_up_is_started_anew(store):
    """Dask closes the nanny whose worker is not there again in time, and those of a second death in that time."""
    import dask

    run_id = store.create_run("a run", FOREVER)
    wait_until(lambda: pid_of(store, run_id))
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "1ms"}):
        os.kill(killed := pid_of(store, run_id), signal.SIGKILL)
        wait_until(lambda: pid_of(store, run_id) not in (None, killed))
    assert store.run(run_id).active


def test_a_worker_that_could_not_be_started_is_started_anew():
    from distributed.core import Status

    states, counts = {"trainer-0": Status.running, "trainer-1": Status.failed, "queries": Status.closed}, []
    nannies = {name: SimpleNamespace(status=status) for name, status in states.items()}
    cluster = SimpleNamespace(workers=nannies, worker_spec=dict.fromkeys(states), scale=counts.append)
    restore_workers(SimpleNamespace(cluster=cluster))
    assert (list(cluster.workers), counts) == (["trainer-0"], [3])
    cluster.workers |= {name: SimpleNamespace(status=Status.running) for name in states}
    restore_workers(SimpleNamespace(cluster=cluster))
    assert counts == [3]


def pid_of(store, run_id):
    """The worker that added the last point of a run; None: it has none, also not any more."""
    points = store.points(run_id)
    return points[-1].diagnostics["pid"] if points else None


def check_order_and_failure(store):
    runs = [store.create_run("a run", {"steps": 20} | more) for more in ({}, {"fail_at": 3}, {})]
    wait_until(lambda: store.run(runs[2]).finished)
    ended = [store.run(run_id) for run_id in runs]
    assert [run.status for run in ended] == ["done", "failed", "done"]
    assert ended[1].message == "Step 3 went wrong."
    assert ended[0].ended <= ended[1].started < ended[1].ended <= ended[2].started


def check_killed_worker(store):
    run_id = store.create_run("a run", FOREVER)
    for advice in (GOES_ON, WAITS):
        shown = len(store.points(run_id))
        wait_until(lambda: len(store.points(run_id)) > shown + 3 and store.engine().warm)  # noqa: B023 (called at once)
        os.kill(pid_of(store, run_id), signal.SIGKILL)
        assert wait_until(lambda: store.run(run_id).finished) < 3
        assert (store.run(run_id).status, store.run(run_id).message) == ("interrupted", f"{WORKER_DIED} {advice}")
    assert [mark["label"] for mark in store.marks(run_id)] == [RESUMED]
    store.requeue(run_id)
    shown = len(store.points(run_id))
    wait_until(lambda: len(store.points(run_id)) > shown + 5 and store.engine().warm)
    points = store.points(run_id)
    assert [point.step for point in points] == list(range(len(points)))
    assert len({point.diagnostics["pid"] for point in points}) == 3
    check_questions_do_not_wait(store, run_id)


def check_questions_do_not_wait(store, run_id):
    """A run keeps the only worker that trains."""
    store.submit("first", JOB)
    wait_until(lambda: store.answer("first"))
    assert int(store.answer("first")) != pid_of(store, run_id)
    store.submit("fatal", Job(kind="die"))
    wait_until(lambda: store.query("fatal").status == "failed")
    assert store.query("fatal").message == _QUERY_LOST
    store.submit("after", JOB)
    wait_until(lambda: store.answer("after"))
    assert store.run(run_id).active


@pytest.mark.slow
def test_a_store_has_one_engine_which_is_replaced_when_it_dies_and_leaves_nothing_behind(store, started):
    with ThreadPoolExecutor(8) as pool:
        engines = list(pool.map(launch.ensure_engine, [store.url] * 8))
    assert len({engine.pid for engine in engines}) == 1
    wait_until(lambda: store.engine() is not None)
    other_server = launch.EngineProcess(store.url)
    assert other_server.alive()
    other_server.stop()
    run_id = store.create_run("a run", FOREVER)
    wait_until(lambda: store.points(run_id))
    killed = engines[0].pid
    tree = process_tree(killed)
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: store.run(run_id).finished) < 5
    assert store.run(run_id).message == f"{ENGINE_DIED} {GOES_ON}"
    wait_until(gone(tree), seconds=5)
    again = launch.ensure_engine(store.url)
    wait_until(lambda: (engine := store.engine()) and engine.pid == again.pid != killed and engine.workers)
    wait_until(lambda: store.run(run_id).status == "running")
    tree = process_tree(again.pid)
    again.stop()
    wait_until(gone(tree), seconds=1)
    assert not again.alive()


@pytest.mark.long
@pytest.mark.slow
def test_an_engine_that_hangs_is_replaced_and_its_run_goes_on(store, started, monkeypatch):
    engine = launch.ensure_engine(store.url)
    hung = psutil.Process(engine.pid)
    run_id = store.create_run("a run", FOREVER)
    wait_until(lambda: store.points(run_id))
    suspend(hung, store)
    with monkeypatch.context() as hurry:  # no longer: on a busy machine an engine may be silent for some seconds
        for module in (records, launch):
            hurry.setattr(module, "ENGINE_PATIENCE", 4.0)
        wait_until(gone([hung]))
    wait_until(lambda: store.engine() is not None and store.engine().pid == engine.pid != hung.pid)
    wait_until(lambda: store.run(run_id).status == "running")
    assert store.run(run_id).losses == 1


@pytest.mark.slow
def test_nothing_is_left_of_a_server_that_was_killed_and_its_run_is_interrupted(store, started):
    code = f"from training.engine import launch; import time; launch.ENGINE_COMMAND = {launch.ENGINE_COMMAND!r}\n"
    code += f"launch.ensure_engine({store.url!r}); time.sleep(99)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY) as server:
        run_id = store.create_run("a run", FOREVER)
        wait_until(lambda: store.points(run_id))
        tree = process_tree(server.pid)
        assert len(tree) > 2
        server.kill()
    wait_until(gone(tree), seconds=5)
    assert (store.run(run_id).status, store.run(run_id).message) == ("interrupted", f"{SERVER_DIED} {GOES_ON}")
    assert store.engine() is None


@pytest.mark.long
@pytest.mark.slow
def test_two_engines_at_once_are_one(store):
    command = [sys.executable, FAKE_ENGINE, "--workers", "1", "--store", store.url]
    engines = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    wait_until(lambda: any(engine.poll() is not None for engine in engines))
    refused, serving = sorted(engines, key=lambda engine: engine.poll() is None)
    assert "This store has an engine already" in refused.communicate()[1]
    wait_until(lambda: (engine := store.engine()) and engine.workers)
    assert store.engine().pid == serving.pid
    serving.terminate()
    serving.communicate(timeout=5)
    assert store.engine() is None


def test_an_engine_that_another_one_replaced_leaves_its_runs_alone(store):
    run_id = store.create_run("a run", {})
    engine = Engine(store, FakeClient(), NOTHING)
    engine.turn()
    store.forget_engine(engine.record.id)
    store.beat(replace(new_record(), id="other", pid=1))
    engine._beat_due = 0.0
    with pytest.raises(EngineReplaced):
        engine.serve(threading.Event())
    assert store.run(run_id).status == "starting"


def test_a_run_that_is_claimed_but_that_no_worker_got_goes_on(store):
    """The engine was cut off from the store between the two."""
    engine = Engine(store, FakeClient(), NOTHING)
    run_id = store.create_run("a run", {})
    store.beat(engine.record)
    store.claim_next(engine.record.id)
    engine.turn()
    assert (store.run(run_id).status, store.run(run_id).message) == ("interrupted", f"{ENGINE_DIED} {GOES_ON}")


def test_an_engine_waits_for_a_store_in_trouble(store, monkeypatch, caplog):
    monkeypatch.setattr(process, "TROUBLE", 0.01)
    engine = Engine(store, FakeClient(), NOTHING)
    run_id = store.create_run("a run", {})
    beats = []

    def beat(record):
        beats.append(record)
        if len(beats) < 3:
            raise StoreUnavailable("The disk with the run store is full. Free some space.")
        return True

    monkeypatch.setattr(store, "beat", beat)
    monkeypatch.setattr(process, "BEAT", 0.0)
    stop = threading.Event()
    thread = threading.Thread(target=engine.serve, args=(stop,))
    thread.start()
    wait_until(lambda: store.run(run_id).status == "starting")
    stop.set()
    thread.join()
    assert "waits for the store. The disk" in caplog.text


def test_a_worker_that_does_not_stop_is_replaced_and_its_run_is_stopped(store, monkeypatch):
    replaced = []
    monkeypatch.setattr(process, "replace_worker", lambda client, task: replaced.append(task))
    monkeypatch.setattr(overdue, "WORKER_SILENCE", 0.0)
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    run_id, other = store.create_run("hangs", {}), store.create_run("trains", {})
    engine.turn()
    store.change_control(run_id, state="stop")
    for _ in range(2):
        engine._sweep()
    assert replaced == [client.futures[run_id].key]
    client.futures[run_id].status = "lost"
    engine.turn()
    assert (store.run(run_id).status, store.run(run_id).message) == ("stopped", WORKER_REPLACED)
    assert store.run(other).active


def test_a_query_that_is_cancelled_and_not_given_up_costs_its_worker(store, monkeypatch):
    replaced = []
    monkeypatch.setattr(process, "replace_worker", lambda client, task: replaced.append(task))
    monkeypatch.setattr(overdue, "WORKER_SILENCE", 0.0)
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    store.submit("key", JOB)
    engine.turn()
    for _ in range(2):
        engine._sweep()
    assert replaced == []
    store.cancel_query("key")
    for _ in range(2):
        engine._sweep()
    assert replaced == [client.futures["key"].key]


@pytest.mark.slow
def test_a_worker_that_hangs_is_replaced_after_stop(store, started):
    engine = launch.ensure_engine(store.url)
    run_id = store.create_run("a run", FOREVER)
    wait_until(lambda: store.points(run_id) and store.engine().warm)
    hung = psutil.Process(store.points(run_id)[0].diagnostics["pid"])
    suspend(hung, store)
    store.submit("first", JOB)
    wait_until(lambda: store.answer("first"))
    store.change_control(run_id, state="stop")
    assert 9 < wait_until(lambda: store.run(run_id).finished) < 20
    assert (store.run(run_id).status, store.run(run_id).message) == ("stopped", WORKER_REPLACED)
    wait_until(gone([hung]))
    after = store.create_run("a run", {"steps": 3})
    wait_until(lambda: store.run(after).status == "done")
    assert engine.alive()


def process_tree(pid):
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize(("number", "send"), [(signal.SIGTERM, os.kill), (signal.SIGINT, os.killpg)])
def test_an_engine_started_by_hand_ends_on_a_signal(store, number, send):
    command = [sys.executable, FAKE_ENGINE, "--workers", "1", "--store", store.url]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True) as engine:
        run_id = store.create_run("a run", FOREVER)
        wait_until(lambda: store.points(run_id))
        tree = process_tree(engine.pid)
        send(engine.pid, number)  # Ctrl-C goes to the workers too
        _, said = engine.communicate(timeout=5)
    assert engine.returncode == 0, said
    assert "Traceback" not in said, said
    wait_until(gone(tree), seconds=1)
    assert store.run(run_id).status == "interrupted"


@pytest.mark.long
@pytest.mark.slow
def test_an_engine_may_join_a_cluster_and_leaves_it_as_it_was(store):
    with local_cluster(workers=2) as client:
        runs = [store.create_run("a run", {"steps": 10}) for _ in range(2)]
        store.submit("question", JOB)
        command = [sys.executable, FAKE_ENGINE, "--store", store.url, "--address", client.scheduler.address]
        with subprocess.Popen(command, env=os.environ | dask_variables(client.security)) as engine:
            wait_until(lambda: all(store.run(run_id).finished for run_id in runs) and store.answer("question"))
            engine.terminate()
        assert len(client.nthreads()) == 3  # with the one for queries


def dask_variables(security):
    """Dask's own configuration with this certificate, as whoever has a cluster sets it for an engine."""
    client = {"CA_FILE": security.tls_ca_file, "CLIENT__CERT": security.tls_client_cert}
    client |= {"CLIENT__KEY": security.tls_client_key}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": text for name, text in client.items()}
