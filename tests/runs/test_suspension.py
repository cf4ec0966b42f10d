"""A paused run gives its worker away, and comes back in front of what its user queued after it."""

import pytest

from runs.suspension import STOPPED_WITHOUT_WORKER


def paused(store, owner=None, rivals=0):
    """A run that a worker has, paused at its checkpoint."""
    run_id = store.create_run("paused", {}, owner=owner)
    lanes = [run_id, *(store.create_run("rival", {}, races=run_id, owner=owner) for _ in range(rivals))]
    store.claim_next("engine")
    for lane in lanes:
        store.set_status(lane, "running", total_steps=100)
        store.save_checkpoint(lane, 20, b"state")
        store.set_status(lane, "paused", step=20)
    return run_id


def suspended(store, owner=None, rivals=0):
    run_id = paused(store, owner, rivals)
    store.request_yield(run_id, store.control(run_id).version)
    assert store.suspend_run(run_id)
    return run_id


def test_a_suspended_run_waits_for_its_user_alone(store):
    run_id = suspended(store)
    run = store.run(run_id)
    assert (run.status, run.active, run.finished, run.step) == ("suspended", False, False, 20)
    assert store.control(run_id).state == "pause"
    assert [run.id for run in store.unfinished_runs()] == [run_id]
    assert not store.has_paused_run()
    assert store.claim_next("engine") is None
    assert store.interrupt_orphans(stale_after=-1) == store.lose_runs([run_id], "gone") == []
    assert not store.beat_run(run_id, run.attempt)


def test_resume_puts_it_before_the_runs_that_its_user_queued_later_and_it_goes_on_from_its_checkpoint(store):
    run_id = suspended(store, "a")
    later = store.create_run("later", {}, owner="a")
    others = store.create_run("other", {}, owner="b")
    store.change_control(run_id, state="run", until=21)
    assert [store.queue_place(each) for each in (run_id, others, later)] == [1, 2, 3]
    run = store.claim_next("engine")
    assert (run.id, run.step, run.attempt, store.control(run_id).until) == (run_id, 20, 2, 21)
    assert store.checkpoint(run_id) == (20, b"state")


@pytest.mark.parametrize("change", [{"state": "run"}, {"weights": {"length": 2.0}}, {"state": "stop"}])
def test_who_wants_something_before_the_worker_has_left_keeps_it(store, change):
    run_id = paused(store)
    version = store.control(run_id).version
    store.change_control(run_id, **change)
    store.request_yield(run_id, version)
    assert not store.suspend_run(run_id)
    assert store.run(run_id).status == "paused"
    assert store.control(run_id).state == change.get("state", "run")


def test_resume_after_the_worker_was_asked_to_leave_is_heard(store):
    run_id = paused(store)
    store.request_yield(run_id, store.control(run_id).version)
    store.change_control(run_id, state="run")
    assert not store.suspend_run(run_id)


def test_the_runs_of_a_race_are_suspended_once_both_are_paused_and_come_back_together(store):
    leader = paused(store, rivals=1)
    (rival,) = store.rivals(leader)
    store.set_status(rival, "running")
    store.request_yield(leader, store.control(leader).version)
    assert not store.suspend_run(leader)
    store.set_status(rival, "paused")
    assert store.suspend_run(leader)
    assert {store.run(each).status for each in (leader, rival)} == {"suspended"}
    store.change_control(leader, state="run")
    store.claim_next("engine")
    assert {store.run(each).status for each in (leader, rival)} == {"starting"}


def test_a_suspended_run_that_is_stopped_or_deleted_keeps_its_checkpoint(store):
    run_id, thrown_away = suspended(store), suspended(store)
    store.change_control(run_id, state="stop")
    store.delete(thrown_away)
    assert (store.run(run_id).status, store.run(run_id).message) == ("stopped", STOPPED_WITHOUT_WORKER)
    assert store.run(thrown_away).status == "stopped"
    store.requeue(run_id)
    assert store.claim_next("engine").step == 20
