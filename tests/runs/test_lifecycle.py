"""Lifecycle: each run is claimed once and in order, and what has ended stays so."""

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from runs.lifecycle import new_run_id
from runs.records import ACTIVE, FINISHED, FOLLOWS, RESUMABLE, EngineRecord, WrongStatus, now


def engine_record(**changes):
    record = EngineRecord(id="e", pid=1, started=now(), heartbeat=now(), workers=1, warm=False)
    return replace(record, **changes)


def claimed(store, engine="e"):
    run_id = store.create_run("a run", {})
    while (run := store.claim_next(engine)) and run.id != run_id:
        pass
    return run_id


def test_a_new_run_waits_in_the_queue_with_the_default_control(store):
    first, second = store.create_run("first", {"seed": 0}), store.create_run("second", {})
    run = store.run(first)
    assert (run.name, run.status, run.settings, run.started, run.result) == ("first", "queued", {"seed": 0}, None, None)
    assert (len(first), first.isalnum()) == (8, True)
    assert [run.id for run in store.runs()] == [second, first]
    assert [run.id for run in store.runs(limit=1)] == [second]
    control = store.control(first)
    assert (control.state, control.until, control.pace, control.weights) == ("run", None, None, None)


def test_the_queue_is_served_in_order_and_a_run_that_is_queued_again_goes_to_its_end(store):
    runs = [store.create_run(f"run {number}", {}) for number in range(3)]
    assert [store.queue_place(run_id) for run_id in runs] == [1, 2, 3]
    assert store.claim_next("e").id == runs[0]
    assert [store.queue_place(run_id) for run_id in runs] == [None, 1, 2]
    store.change_control(runs[0], state="stop", pace=2.0)
    store.set_status(runs[0], "stopped", "You stopped it.")
    store.requeue(runs[0])
    assert [store.queue_place(run_id) for run_id in runs] == [3, 1, 2]
    run = store.run(runs[0])
    assert (run.status, run.ended, run.message) == ("queued", None, "")
    assert (store.control(runs[0]).state, store.control(runs[0]).pace) == ("run", 2.0)


@pytest.mark.slow
def test_eight_engines_claim_each_run_once(store):
    runs = {store.create_run("a run", {}) for _ in range(40)}
    start = threading.Barrier(8)

    def claim_all(engine):
        start.wait()
        taken = []
        while run := store.claim_next(engine):
            taken.append(run.id)
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [run_id for ids in pool.map(claim_all, "abcdefgh") for run_id in ids]
    assert sorted(taken) == sorted(runs)
    assert {run.status for run in store.runs()} == {"starting"}


def test_a_run_passes_through_its_life(store):
    run_id = claimed(store)
    store.set_status(run_id, "running", total_steps=100)
    started = store.run(run_id).started
    store.set_status(run_id, "paused", step=7)
    store.set_status(run_id, "running")
    store.set_status(run_id, "done", "Solved.", step=100, result={"exact": 1.0, "loss": math.inf})
    run = store.run(run_id)
    assert (run.status, run.message, run.step, run.total_steps) == ("done", "Solved.", 100, 100)
    assert run.result == {"exact": 1.0, "loss": None}
    assert (run.started, run.finished, run.active) == (started, True, False)
    assert run.created <= run.started <= run.ended


@pytest.mark.parametrize("end", FINISHED)
def test_what_has_ended_stays_so_until_it_is_queued_again(store, end):
    run_id = claimed(store)
    store.set_status(run_id, end)
    for late in ACTIVE + FINISHED:
        with pytest.raises(WrongStatus, match=f"is {end}"):
            store.set_status(run_id, late)
    assert store.run(run_id).status == end
    assert store.control(run_id).state == "stop"  # for a worker that does not know yet
    if end in RESUMABLE:
        store.requeue(run_id)
        assert store.claim_next("e").id == run_id
    else:
        with pytest.raises(WrongStatus):
            store.requeue(run_id)


def test_a_run_that_has_not_ended_cannot_be_queued_again(store):
    with pytest.raises(WrongStatus, match="has ended"):
        store.requeue(claimed(store))


def test_every_status_has_successors_that_exist():
    assert {status for statuses in FOLLOWS.values() for status in statuses} <= FOLLOWS.keys()


def test_an_unknown_status_is_refused(store):
    with pytest.raises(WrongStatus, match="'flying'"):
        store.set_status(claimed(store), "flying")


def test_orphans_are_the_silent_runs_of_other_engines(store):
    silent, mine, ended = (claimed(store, engine) for engine in ("gone", "me", "gone"))
    store.set_status(ended, "done")
    waiting = store.create_run("waits", {})
    assert store.interrupt_orphans("me") == []
    assert store.interrupt_orphans("me", stale_after=0) == [silent]
    statuses = [store.run(run_id).status for run_id in (silent, mine, ended, waiting)]
    assert statuses == ["interrupted", "starting", "done", "queued"]
    assert "Resume" in store.run(silent).message
    assert store.control(silent).state == "stop"


def test_the_heartbeat_of_an_engine_is_that_of_its_runs(store):
    run_id = claimed(store, "e")
    before = store.run(run_id).heartbeat
    assert store.engine() is None
    store.beat(engine_record(heartbeat=now() - timedelta(days=1), workers=2, warm=True))
    engine = store.engine()
    assert (engine.id, engine.workers, engine.warm, engine.alive) == ("e", 2, True, True)
    assert store.run(run_id).heartbeat > before
    assert not replace(engine, heartbeat=now() - timedelta(seconds=4)).alive
    store.forget_engine("e")
    assert store.engine() is None


def test_the_engine_is_the_one_heard_of_last(store):
    for name in ("a", "b", "a"):
        store.beat(engine_record(id=name))
    assert store.engine().id == "a"


def test_a_rival_is_taken_with_its_leader_and_never_alone(store):
    first = store.create_run("before", {})
    leader = store.create_run("leads", {})
    rival = store.create_run("follows", {}, races=leader)
    last = store.create_run("after", {})
    assert store.rivals(leader) == [rival]
    assert store.rivals(rival) == []
    assert store.run(rival).races == leader
    assert [store.queue_place(one) for one in (first, leader, rival, last)] == [1, 2, 2, 3]
    assert [store.claim_next("e").id for _ in range(3)] == [first, leader, last]
    assert store.run(rival).status == "starting"
    assert store.claim_next("e") is None


def test_a_race_lives_and_is_queued_again_as_one(store):
    leader = store.create_run("leads", {})
    rival = store.create_run("follows", {}, races=leader)
    store.claim_next("e")
    store.beat(engine_record(id="e"))
    assert set(store.interrupt_orphans("other", stale_after=0)) == {leader, rival}
    store.change_control(leader, solo="angle", until=3)
    store.requeue(leader)
    assert [store.run(one).status for one in (leader, rival)] == ["queued", "queued"]
    control = store.control(leader)
    assert (control.state, control.solo, control.until) == ("run", None, None)
    store.claim_next("e")
    store.set_status(rival, "diverged")
    store.set_status(leader, "stopped")
    store.requeue(leader)
    assert store.run(rival).status == "diverged"


def test_a_rival_goes_on_with_its_leader_or_alone(store):
    leader = store.create_run("leads", {})
    rival = store.create_run("follows", {}, races=leader)
    store.claim_next("e")
    for one in (leader, rival):
        store.set_status(one, "stopped")
    store.requeue(rival)
    assert [store.run(one).status for one in (leader, rival)] == ["queued", "queued"]
    store.claim_next("e")
    store.set_status(leader, "done")
    store.set_status(rival, "stopped")
    store.requeue(rival)
    assert store.run(rival).races is None
    assert store.claim_next("e").id == rival


def test_wishes_hold_from_the_start_and_an_id_can_be_known_before(store):
    run_id = new_run_id()
    rival = store.create_run("follows", {}, races=run_id, probe=10)
    assert store.claim_next("e") is None
    assert store.create_run("leads", {}, run_id=run_id, until=1, frozen=["trunk"]) == run_id
    assert (store.control(run_id).until, store.control(run_id).frozen) == (1, ["trunk"])
    assert store.control(rival).probe == 10
    assert store.claim_next("e").id == run_id
    assert store.run(rival).status == "starting"


@pytest.mark.parametrize("status", ["done", "diverged", "stopped", "failed", "interrupted"])
def test_checkpoints_stay_only_where_a_run_can_go_on(store, status):
    run_id = store.create_run("a run", {})
    store.claim_next("engine")
    store.set_status(run_id, "running")
    store.save_checkpoint(run_id, 5, b"state")
    store.set_status(run_id, status)
    assert (store.checkpoint(run_id) is not None) == (status in RESUMABLE)


def test_a_paused_run_is_known_until_it_goes_on(store):
    run_id = claimed(store)
    store.set_status(run_id, "running")
    assert not store.has_paused_run()
    store.set_status(run_id, "paused")
    assert store.has_paused_run()
    store.set_status(run_id, "running")
    assert not store.has_paused_run()
