"""What a teacher allows holds in the store, whoever sends what; nobody outside of the class is bound by it."""

import pytest

from data.viewer import Viewer
from runs.records import QueueFull

FAST = {"preset": "fast", "network": "fast", "epochs": 1.0}
SEARCH = {"goal": "exact", "varied": {}, "budget": 3, "seed": 0}


@pytest.fixture
def school_class(store):
    """With the members a and b."""
    school_class, _ = store.create_class("Class 9b")
    for owner in "ab":
        store.join(school_class.id, owner, f"Student {owner}")
    return school_class.id


def queue(store, owner, count=1, settings=FAST):
    return [store.create_run("a run", settings, owner=owner) for _ in range(count)]


def end(store, run_id):
    store.set_status(run_id, "running")
    store.set_status(run_id, "done")


@pytest.mark.parametrize(
    ("limits", "settings", "words"),
    [
        ({"epochs": 2.0}, FAST | {"epochs": 2.5}, "has 2 epochs at most. Received: 2.5"),
        (
            {"networks": ["fast", "robust"]},
            FAST | {"preset": "one-head"},
            "only these presets are trained now: fast, ",
        ),
        ({"own_networks": False}, FAST | {"network": "custom", "design": {}}, "nobody trains an own network"),
        ({"networks": ["fast"], "own_networks": False}, FAST | {"network": "custom"}, "nobody trains an own network"),
        ({}, {"preset": "robust", "epochs": 200}, "has 10 epochs at most"),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_sentence_to_members_alone(store, school_class, limits, settings, words):
    store.set_limits(school_class, **limits)
    before = store.runs()
    with pytest.raises(QueueFull, match=words):
        queue(store, "a", 1, settings)
    with pytest.raises(QueueFull, match=words):
        store.check_new_run(settings, "a")
    with pytest.raises(QueueFull, match=words):
        store.bound(Viewer(owner="a")).create_search("a search", settings=settings, **SEARCH)
    assert (store.runs(), store.searches()) == (before, [])
    queue(store, "a")
    for owner in ("visitor", None):
        queue(store, owner, 1, settings)
    store.end_class(school_class)
    queue(store, "a", 1, settings)


def test_an_own_network_is_no_preset_that_could_be_missing(store, school_class):
    store.set_limits(school_class, networks=["fast"])
    queue(store, "a", 1, {"preset": "custom", "network": "custom", "design": {}})


def test_a_preset_name_does_not_hide_an_own_network(store, school_class):
    own = FAST | {"preset": "fast", "network": "custom", "design": {"name": "fast"}}
    store.set_limits(school_class, networks=["fast"], own_networks=False)
    with pytest.raises(QueueFull, match="nobody trains an own network"):
        queue(store, "a", 1, own)


def test_gradients_are_diagnosed_as_often_as_allowed_at_most(store, school_class):
    def diagnosed(every, owner="a", **control):
        run_id = store.create_run("a run", FAST, owner=owner, probe=every)
        store.change_control(run_id, **control)
        probe = store.control(run_id).probe
        store.take_out(run_id)
        return probe

    assert [diagnosed(every) for every in (50, 700, None)] == [500, 700, None], "as a new class has it"
    assert diagnosed(None, probe=10) == 500
    assert diagnosed(10, owner="visitor", probe=20) == 20
    store.set_limits(school_class, diagnostics=0)
    assert (diagnosed(50), diagnosed(None, probe=50), diagnosed(50, pace=5.0)) == (None, None, None)
    with pytest.raises(ValueError, match="Received"):
        store.set_limits(school_class, diagnostics=-1)


def test_nothing_starts_while_the_class_is_paused_and_what_waits_keeps_its_place(store, school_class):
    waits, visitor = queue(store, "a")[0], queue(store, "visitor")[0]
    store.pause(school_class)
    with pytest.raises(QueueFull, match="paused new training"):
        queue(store, "b")
    assert store.held_runs() == {waits}
    assert (store.queue_place(waits), store.waiting()) == (1, (1, 0))
    assert store.claim_next("engine").id == visitor
    assert store.claim_next("engine") is None
    store.pause(school_class, False)
    assert store.claim_next("engine").id == waits


def test_trials_of_a_students_search_wait_for_the_class_too(store, school_class):
    mine = store.bound(Viewer(owner="a"))
    search = mine.create_search("a search", settings=FAST, **SEARCH)
    trial = store.add_trial(search, 0, {}, {"name": "trial", "settings": FAST})
    store.pause(school_class)
    assert store.claim_next("engine") is None
    assert store.waiting() == (0, 1), "or the conductor would queue another one"
    store.pause(school_class, False)
    mine_too = queue(store, "a")[0]
    assert [store.claim_next("engine").id for _ in range(2)] == [mine_too, trial], "it trains on workers that are free"


def test_a_student_trains_as_many_at_once_as_allowed_however_many_workers_are_free(store, school_class):
    runs, other = queue(store, "a", 3), queue(store, "b")[0]
    assert [store.claim_next("engine").id for _ in range(2)] == [runs[0], other]
    assert store.claim_next("engine") is None
    assert (store.held_runs(), store.waiting()) == ({*runs[1:]}, (0, 0))
    end(store, runs[0])
    assert store.claim_next("engine").id == runs[1]
    store.set_limits(school_class, runs_at_once=2)
    assert store.claim_next("engine").id == runs[2]


def test_as_many_wait_as_allowed_beside_those_that_may_start(store, school_class):
    store.set_limits(school_class, runs_waiting=2)
    runs = queue(store, "a", 3)
    with pytest.raises(QueueFull, match="2 runs of one student may wait"):
        queue(store, "a")
    store.claim_next("engine")
    with pytest.raises(QueueFull, match="may wait"):
        queue(store, "a")
    end(store, runs[0])
    queue(store, "a")
    queue(store, "b", 3)


def test_a_run_that_ended_early_is_resumed_under_the_same_limits(store, school_class):
    long, short = queue(store, "visitor", 1, FAST | {"epochs": 50.0})[0], queue(store, "a")[0]
    for run_id in (long, short):
        store.set_status(run_id, "stopped")
    store.join(school_class, "visitor", "Visitor")
    with pytest.raises(QueueFull, match="10 epochs at most"):
        store.requeue(long)
    store.requeue(short)
    store.set_status(short, "stopped")
    store.pause(school_class)
    with pytest.raises(QueueFull, match="paused new training"):
        store.requeue(short)
    assert {store.run(run_id).status for run_id in (long, short)} == {"stopped"}
