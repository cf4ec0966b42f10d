"""The weights of a run at some of its steps."""

import pytest

from runs.records import Snapshot


def steps(store, run_id):
    return [snapshot.step for snapshot in store.snapshots(run_id)]


def test_weights_come_back_by_step_and_version(store):
    run_id, other = store.create_run("a run", {}), store.create_run("another", {})
    assert store.snapshots(run_id) == []
    for step in (20, 0, 10):
        store.save_snapshot(run_id, step, b"weights %d" % step)
    store.save_snapshot(other, 0, b"other")
    assert steps(store, run_id) == [0, 10, 20]
    assert [store.snapshot(run_id, snapshot) for snapshot in store.snapshots(run_id)] == [
        b"weights 0", b"weights 10", b"weights 20",
    ]  # fmt: skip
    assert store.snapshot(run_id, store.snapshots(other)[0]) is None
    assert store.snapshot(run_id, Snapshot(step=10, version="of before")) is None


def test_a_step_is_kept_once_and_its_version_tells_its_weights(store):
    run_id = store.create_run("a run", {})
    versions = []
    for weights in (b"first", b"second", b"first"):
        store.save_snapshot(run_id, 10, weights)
        [snapshot] = store.snapshots(run_id)
        versions.append(snapshot.version)
    assert versions[0] == versions[2] != versions[1]


def test_the_step_at_which_a_run_stopped_goes_when_it_goes_on(store):
    run_id = store.create_run("a run", {})
    for step in (0, 10, 13):
        store.save_snapshot(run_id, step, b"weights")
    assert steps(store, run_id) == [0, 10, 13]
    store.thin_snapshots(run_id, 10)
    store.save_snapshot(run_id, 20, b"weights")
    assert steps(store, run_id) == [0, 10, 20]


def test_a_resumed_run_takes_back_what_came_after_its_checkpoint(store):
    run_id = store.create_run("a run", {})
    store.claim_next("engine")
    for step in (0, 10, 20):
        store.save_snapshot(run_id, step, b"weights")
    store.save_checkpoint(run_id, 15, b"state")
    store.set_status(run_id, "interrupted")
    store.requeue(run_id)
    assert steps(store, run_id) == [0, 10, 20]
    store.claim_next("engine")
    assert steps(store, run_id) == [0, 10]


@pytest.mark.parametrize(("status", "kept"), [("done", [0]), ("stopped", [0]), ("failed", [0]), ("diverged", [])])
def test_a_run_that_ends_without_a_network_keeps_none(store, status, kept):
    run_id = store.create_run("a run", {})
    store.claim_next("engine")
    store.set_status(run_id, "running")
    store.save_snapshot(run_id, 0, b"weights")
    store.set_status(run_id, status)
    assert steps(store, run_id) == kept
