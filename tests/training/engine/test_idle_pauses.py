"""A run that was paused for a minute gives its worker to those that wait, and to nobody else."""

import pytest

from tests.training.engine.fakes import NOTHING, FakeClient
from training.engine import idle_pauses
from training.engine.process import Engine


@pytest.fixture
def clock(monkeypatch):
    """The seconds that the engine counts; the test lets them pass."""
    seconds = [0.0]
    monkeypatch.setattr(idle_pauses.time, "monotonic", lambda: seconds[0])
    return seconds


@pytest.fixture
def engine(store):
    return Engine(store, FakeClient(), NOTHING)


def paused_runs(store, engine, count=2):
    runs = [store.create_run(f"run {number}", {}) for number in range(count)]
    engine.turn()
    for run_id in runs:
        store.set_status(run_id, "running", total_steps=100)
        store.set_status(run_id, "paused", step=1)
    engine._sweep()
    return runs


def states(store, runs):
    return [store.control(run_id).state for run_id in runs]


def test_as_many_give_way_as_are_needed_those_first_that_were_paused_for_longest(store, engine, clock):
    runs = paused_runs(store, engine)
    clock[0] += 50
    store.change_control(runs[0], pace=5.0)  # its user is there
    store.create_run("waits", {})
    engine._sweep()
    clock[0] += 20
    engine._sweep()
    assert states(store, runs) == ["run", "yield"]
    clock[0] += 50
    engine._sweep()
    assert states(store, runs) == ["yield", "yield"], "nothing came of the first"


def test_nobody_gives_way_while_nobody_waits_or_a_worker_is_free(store, engine, clock):
    (run,) = paused_runs(store, engine, 1)
    clock[0] += 1000
    engine._sweep()
    store.create_run("a worker is free for it", {})
    engine._sweep()
    assert states(store, [run]) == ["run"]


def test_a_search_waits_too(store, engine, clock):
    runs = paused_runs(store, engine)
    store.create_search("s", settings={}, goal="g", varied={}, budget=1, seed=0)
    clock[0] += 61
    engine._sweep()
    assert sorted(states(store, runs)) == ["run", "yield"]


def test_a_race_is_paused_once_both_runs_are(store, clock):
    engine = Engine(store, FakeClient(), NOTHING)
    leader = store.create_run("leads", {})
    rival = store.create_run("follows", {}, races=leader)
    engine.turn()
    for run_id in (leader, rival):
        store.set_status(run_id, "running", total_steps=100)
    store.set_status(leader, "paused", step=1)
    store.create_run("trains", {})
    engine.turn()
    store.create_run("waits", {})
    for _ in range(2):
        engine._sweep()
        clock[0] += 61
    assert states(store, [leader]) == ["run"]
    store.set_status(rival, "paused", step=1)
    for _ in range(2):
        engine._sweep()
        clock[0] += 61
    assert states(store, [leader]) == ["yield"]


@pytest.mark.parametrize(("resumed", "statuses"), [(False, ["suspended", "starting"]), (True, ["starting", "queued"])])
def test_the_end_of_its_task_is_not_the_end_of_a_suspended_run(store, engine, clock, resumed, statuses):
    run, _ = paused_runs(store, engine)
    waits = store.create_run("waits", {})
    clock[0] += 61
    engine._sweep()
    assert store.suspend_run(run)
    if resumed:  # before the engine knows
        store.change_control(run, state="run")
    engine.client.futures[run].status = "finished"
    engine.turn()
    assert [store.run(each).status for each in (run, waits)] == statuses
