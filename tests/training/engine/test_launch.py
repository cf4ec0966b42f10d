"""The supervisor: an engine that ended is started again, with growing pauses, and told of in words."""

import subprocess
import sys
from itertools import pairwise

import pytest

from runs import records
from runs.database import StoreUnavailable
from training.engine import launch
from training.engine.process import new_record
from training.run_store import RunStore

pytestmark = pytest.mark.slow

ENDS_AT_ONCE = (sys.executable, "-c", "raise SystemExit(3)")


@pytest.fixture
def engine(tmp_path, monkeypatch):
    monkeypatch.delenv("LINEHEADS_ENGINE", raising=False)
    monkeypatch.setattr(launch, "ENGINE_COMMAND", ENDS_AT_ONCE)
    engine = launch.EngineProcess(f"sqlite:///{tmp_path / 'runs.db'}")
    yield engine
    engine.stop()


def test_an_engine_that_ends_is_started_again_after_growing_pauses(engine, monkeypatch, caplog):
    moment = [1000.0]
    starts = []
    monkeypatch.setattr(launch.time, "monotonic", lambda: moment[0])
    start = engine.start

    def started():
        starts.append(moment[0])
        start()
        engine._process.wait()

    monkeypatch.setattr(engine, "start", started)
    for _ in range(200):
        engine._look()
        moment[0] += 1.0
    pauses = [later - earlier for earlier, later in pairwise(starts)]
    assert pauses == [3, 5, 9, 17, 33, 61, 61]
    assert "ended (exit code 3)" in caplog.text
    assert "engine.log" in caplog.text


def test_a_store_in_trouble_is_told_and_the_supervisor_goes_on(engine, monkeypatch, caplog):
    def broken(_url):
        raise StoreUnavailable("The run store is locked.")

    monkeypatch.setattr(launch, "RunStore", broken)
    engine._look()
    engine._look()
    assert caplog.text.count("The run store is locked.") == 1
    monkeypatch.setattr(launch, "RunStore", RunStore)
    engine._look()
    assert engine.pid is not None


def test_an_engine_that_waits_for_a_store_in_trouble_is_left_alone(engine, monkeypatch):
    """It is silent too, as it cannot write; its runs are with it still."""
    with RunStore(engine.url) as store:
        assert store.beat(new_record())
        store.create_run("a run", {})
        store.set_status(store.claim_next(store.engine().id).id, "running")
    engine._process, engine._started_at = subprocess.Popen([sys.executable], stdin=subprocess.PIPE), -1e9
    monkeypatch.setattr(records, "ENGINE_PATIENCE", 0.0)

    def broken(*_):
        raise StoreUnavailable("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(RunStore, "lose_runs", broken)
        engine._look()
    assert engine._process.poll() is None
    waiting = engine.pid
    engine._heard = -1e9
    engine._look()
    assert engine.pid != waiting


def test_an_engine_is_told_that_its_server_meant_to_end(engine, monkeypatch, tmp_path):
    words = tmp_path / "words"
    code = f"import sys; open({str(words)!r}, 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setattr(launch, "ENGINE_COMMAND", (sys.executable, "-c", code))
    engine.start()
    engine.stop()
    assert words.read_bytes() == b"stop"


def test_what_is_stopped_stays_stopped(engine, monkeypatch):
    monkeypatch.setattr(launch, "_WATCH", 0.01)
    monkeypatch.setattr(launch, "_PAUSES", (0.0, 0.0))
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(launch.subprocess, "Popen", lambda *a, **named: started.append(1) or popen(*a, **named))
    engine.supervise()
    supervisor = engine._supervisor
    engine.stop()
    assert not supervisor.is_alive()
    count = len(started)
    assert count
    assert engine._supervisor is None
    assert len(started) == count
