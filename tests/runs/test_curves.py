"""Long curves are read in part, and a resumed run takes back what came after its checkpoint."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs.curves import ValidatedPoint, _spread
from runs.history import HistoryPoint
from runs.records import RunNotFound
from runs.store import Store


def point(step, validated=False, changed=False):
    even = dict.fromkeys(("length", "width", "colour", "angle"), 0.5)
    return HistoryPoint(
        step=step,
        loss=even,
        accuracy=even,
        validation_accuracy=even if validated else None,
        weight_change={"old": even, "new": even} if changed else None,
    )


def steps(points):
    return [each.step for each in points]


def test_a_short_curve_is_read_whole(store):
    run_id = store.create_run("a run", {})
    assert store.some_points(run_id, 5) == []
    store.add_points(run_id, [point(step) for step in range(5)])
    assert store.some_points(run_id, 5) == store.points(run_id)
    with pytest.raises(RunNotFound):
        store.some_points("nobody22", 5)


def test_of_a_long_curve_few_points_are_read_evenly_and_those_with_the_most_measured(store):
    run_id = store.create_run("a run", {})
    store.add_points(run_id, [point(step, validated=step % 7 == 0) for step in range(1000)])
    kept = store.some_points(run_id, 50)
    assert 50 <= len(kept) <= 52
    assert steps(kept) == sorted(set(steps(kept)))
    assert {0, 999} <= set(steps(kept))
    assert max(b - a for a, b in zip(steps(kept), steps(kept)[1:], strict=False)) < 2 * 1000 / 50
    inner = kept[1:-1]
    assert all(each.validation_accuracy for each in inner)
    assert kept == [each for each in store.points(run_id) if each.step in steps(kept)]


def test_the_new_validated_points_of_many_runs_are_read_together(store, monkeypatch):
    monkeypatch.setattr("runs.curves._RUNS_AT_ONCE", 2)
    first, second, third = (store.create_run("a run", {}) for _ in range(3))
    for run_id in (first, second):
        store.add_points(run_id, [point(step, validated=step % 2 == 0) for step in range(6)])
    points = store.validated_points({first: -1, second: 2, third: -1})
    assert {run_id: steps(some) for run_id, some in points.items()} == {first: [0, 2, 4], second: [4], third: []}
    even = dict.fromkeys(("length", "width", "colour", "angle"), 0.5)
    assert points[second] == [ValidatedPoint(4, even, None)]
    store.add_points(third, [HistoryPoint(step=7, validation_accuracy=even, effective_weights=even)])
    assert store.validated_points({third: -1}) == {third: [ValidatedPoint(7, even, even)]}
    assert store.validated_points({}) == {}


def test_both_sides_of_a_change_are_kept(store):
    run_id = store.create_run("a run", {})
    changes = (0, 333, 334, 998)
    for step in changes:
        store.add_mark(run_id, step, "length 1 → 2")
    store.add_points(run_id, [point(step, changed=step - 1 in changes) for step in range(1000)])
    kept = {each.step: each for each in store.some_points(run_id, 10)}
    for step in changes:
        assert {step, step + 1} <= kept.keys()
        assert kept[step + 1].weight_change
    assert len(kept) < 25


@settings(deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=400), st.integers(1, 50))
def test_every_group_keeps_its_largest_and_the_ends_stay(sizes, limit):
    known = list(enumerate(sizes))
    kept = _spread(known, limit)
    assert {0, len(sizes) - 1} <= kept
    assert len(kept) <= limit + 2
    group = -(-len(sizes) // limit)
    for at in range(0, len(sizes), group):
        part = range(at, min(at + group, len(sizes)))
        assert max(sizes[step] for step in kept & set(part)) == max(sizes[step] for step in part)


def resumed(store, run_id):
    """Resume a run, and let an engine take it."""
    store.requeue(run_id)
    return store.claim_next("engine")


def test_a_resumed_run_takes_back_what_came_after_its_checkpoint(store):
    run_id, other = store.create_run("a run", {}), store.create_run("another", {})
    store.claim_next("engine")
    store.set_status(run_id, "running", total_steps=100)
    store.add_points(run_id, [point(step) for step in range(0, 60, 10)])
    store.add_points(other, [point(90)])
    for step in (0, 30, 40):
        store.add_mark(run_id, step, "length 1 → 2")
    store.save_checkpoint(run_id, 20, b"older")
    store.save_checkpoint(run_id, 30, b"newer")
    first = store.run(run_id).attempt
    store.set_status(run_id, "interrupted", "It was lost.")
    store.requeue(run_id)
    assert steps(store.points(run_id)) == [0, 10, 20, 30, 40, 50]  # it may still be stopped in the queue
    store.set_status(store.claim_next("engine").id, "failed")  # the other one goes first
    again = store.claim_next("engine")
    assert (again.id, again.step, again.attempt) == (run_id, 30, first + 1)
    assert steps(store.points(run_id)) == [0, 10, 20, 30]
    assert [mark["step"] for mark in store.marks(run_id)] == [0, 30]
    assert steps(store.points(other)) == []  # it had no checkpoint
    store.set_status(run_id, "running", step=30)
    store.set_status(run_id, "stopped", "In the gap.")
    assert steps(store.points(run_id)) == [0, 10, 20, 30]


def test_a_run_without_a_checkpoint_begins_anew_and_its_rival_too(store):
    leader = store.create_run("leader", {})
    rival = store.create_run("rival", {}, races=leader)
    store.claim_next("engine")
    for run_id in (leader, rival):
        store.add_points(run_id, [point(0), point(10)])
        store.add_mark(run_id, 0, "nothing frozen")
        store.set_status(run_id, "interrupted")
    store.save_checkpoint(rival, 0, b"state")
    resumed(store, leader)
    assert (steps(store.points(leader)), steps(store.points(rival))) == ([], [0])
    assert [len(store.marks(run_id)) for run_id in (leader, rival)] == [1, 1]


def test_a_first_start_takes_nothing_back(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        run_id = store.create_run("a run", {})
        assert store.claim_next("engine").id == run_id
        assert store.run(run_id).step == 0
