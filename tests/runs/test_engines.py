"""Engines: one at a time serves a store, and what loses its engine or its worker goes on by itself once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from runs.engines import ENGINE_DIED, GOES_ON, RESUMED, WAITS
from runs.records import HOST, EngineRecord, now, worker_silence

HERE, NO_PROCESS = 1, 2**22 + 1  # process ids; Linux has none above 2**22


def engine_record(**changes):
    record = EngineRecord(id="e", pid=HERE, host=HOST, started=now(), heartbeat=now(), workers=1, warm=False)
    return replace(record, **changes)


@pytest.mark.parametrize(
    ("changes", "silent_for", "alive", "gone"),
    [
        ({}, 0, True, False),
        ({}, 20, False, False),  # a process that exists waits for the store
        ({}, 70, False, True),
        ({}, -3600, False, True),  # the clock was put back
        ({"pid": NO_PROCESS}, 0, False, True),
        ({"host": "elsewhere", "pid": NO_PROCESS}, 0, True, False),
        ({"host": "elsewhere"}, 4, False, True),
        ({"host": None, "pid": NO_PROCESS}, 0, False, True),  # of an older version, which knew one host
    ],
)
def test_an_engine_lives_as_long_as_it_is_heard_of_and_its_process_exists(changes, silent_for, alive, gone):
    engine = engine_record(heartbeat=now() - timedelta(seconds=silent_for), **changes)
    assert (engine.alive, engine.gone) == (alive, gone)


def test_a_store_has_one_engine_until_that_is_gone(store):
    assert store.beat(engine_record(id="a"))
    assert not store.beat(engine_record(id="b", pid=2))
    assert store.engine().id == "a"
    store.forget_engine("a")
    assert store.beat(engine_record(id="b", pid=NO_PROCESS))
    assert store.beat(engine_record(id="c", pid=2))
    assert not store.beat(engine_record(id="b", pid=NO_PROCESS)), "one that comes back late"
    assert store.engine().id == "c"


def test_an_engine_takes_the_place_of_one_of_its_own_process(store):
    assert store.beat(engine_record(id="a"))
    assert store.beat(engine_record(id="b"))


def trained(store, engine="e", **row):
    run_id = store.create_run("a run", {}, **row)
    store.claim_next(engine)
    store.set_status(run_id, "running")
    return run_id


def test_the_runs_of_a_gone_engine_are_interrupted_at_once(store):
    store.beat(engine_record(pid=NO_PROCESS))
    run_id = trained(store)
    assert store.interrupt_orphans() == [run_id]
    assert store.run(run_id).message == f"{ENGINE_DIED} {GOES_ON}"


def test_runs_of_an_engine_that_lives_are_left_alone(store):
    store.beat(engine_record())
    run_id = trained(store)
    assert store.interrupt_orphans() == []
    assert store.run(run_id).status == "running"


def lose(store, run_id, monkeypatch):
    assert store.lose_runs([run_id], ENGINE_DIED) == [run_id]
    monkeypatch.setattr("runs.engines._SEEN_FOR", timedelta(seconds=-1))


def test_a_lost_run_goes_on_by_itself_once(store, monkeypatch):
    run_id, waiting = trained(store), store.create_run("waits", {})
    store.save_checkpoint(run_id, 7, b"")
    lose(store, run_id, monkeypatch)
    assert store.run(run_id).goes_on
    assert store.resume_lost() == [run_id]
    assert store.marks(run_id) == [{"step": 7, "label": RESUMED}]
    assert [store.queue_place(each) for each in (run_id, waiting)] == [1, 2], "it keeps its place"
    store.claim_next("e")
    lose(store, run_id, monkeypatch)
    assert store.run(run_id).message == f"{ENGINE_DIED} {WAITS}"
    assert not store.run(run_id).goes_on
    assert store.resume_lost() == []
    store.requeue(run_id)
    store.set_status(run_id, "starting")
    lose(store, run_id, monkeypatch)
    assert store.resume_lost() == [run_id], "who resumes it begins to count anew"


def test_a_lost_run_is_seen_before_it_goes_on(store):
    run_id = trained(store)
    store.lose_runs([run_id], ENGINE_DIED)
    assert store.resume_lost() == []


def test_only_what_was_lost_goes_on(store, monkeypatch):
    ended, stopped, deleted = (trained(store) for _ in range(3))
    store.set_status(ended, "done")
    store.set_status(stopped, "interrupted", "The engine was shut down.")
    assert store.lose_runs([ended, stopped], ENGINE_DIED) == []
    lose(store, deleted, monkeypatch)
    store.delete(deleted)
    assert store.resume_lost() == []
    assert store.run(stopped).message == "The engine was shut down."


def test_a_race_goes_on_as_one(store, monkeypatch):
    leader = store.create_run("leads", {})
    rival = store.create_run("follows", {}, races=leader)
    store.claim_next("e")
    lose(store, leader, monkeypatch)
    lose(store, rival, monkeypatch)
    assert store.resume_lost() == [leader]
    assert [store.run(run_id).status for run_id in (leader, rival)] == ["queued", "queued"]


def test_a_worker_learns_that_its_run_was_given_to_another(store):
    run_id = trained(store)
    attempt = store.run(run_id).attempt
    assert store.beat_run(run_id, attempt)
    store.lose_runs([run_id], ENGINE_DIED)
    assert not store.beat_run(run_id, attempt)
    store.requeue(run_id)
    store.claim_next("e")
    assert not store.beat_run(run_id, attempt)
    assert store.beat_run(run_id, store.run(run_id).attempt)


def test_a_run_that_trains_is_as_old_as_its_worker_says(store):
    store.beat(engine_record())
    run_id = trained(store)
    before = store.run(run_id).heartbeat
    store.beat(engine_record())
    assert store.run(run_id).heartbeat == before
    assert worker_silence(before) == 0
    assert worker_silence(now() - timedelta(seconds=11)) == pytest.approx(11, abs=1)


def test_a_stop_that_was_pressed_before_or_after_the_loss_holds(store, monkeypatch):
    before, after = trained(store), trained(store)
    store.change_control(before, state="stop")
    lose(store, before, monkeypatch)
    lose(store, after, monkeypatch)
    assert store.run(before).status == "stopped"
    store.give_up(after)
    assert store.run(after).status == "stopped"
    assert store.run(after).message.startswith("It was stopped")
    assert store.resume_lost() == []
    store.requeue(after)
