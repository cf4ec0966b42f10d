"""Runs can be named, tagged, starred, noted, thrown away and brought back; what is forgotten is gone wholly."""

from datetime import timedelta

import pytest

from runs.curation import KEPT_DELETED, NAME_AT_MOST, NOTE_AT_MOST, TAG_AT_MOST, TAGS_AT_MOST
from runs.history import HistoryPoint
from runs.records import RunNotFound
from runs.store import Store

TABLES = ("runs", "controls", "points", "marks", "checkpoints", "artefacts", "snapshots")


def listed(store):
    return [run.id for run in store.runs()]


def full(store):
    """A run with something in every table."""
    run_id = store.create_run("a run", {})
    store.claim_next("e")
    store.add_points(run_id, [HistoryPoint(step=1)])
    store.add_mark(run_id, 1, "angle 1 → 50")
    store.save_checkpoint(run_id, 1, b"state")
    store.save_artefact(run_id, "network.tflite", b"network")
    store.save_snapshot(run_id, 1, b"weights")
    return run_id


def test_a_new_run_has_no_tags_star_or_note(store):
    run = store.run(store.create_run("a run", {}))
    assert (run.tags, run.star, run.note, run.deleted) == (None, None, None, None)


def test_names_tags_stars_and_notes_come_back_and_go(store):
    run_id = store.create_run("a run", {"seed": 0})
    store.rename(run_id, "  the   good\none ")
    store.tag(run_id, ["best", " of  all ", "best", ""])
    store.star(run_id)
    store.note(run_id, " Angle woke late.\nTry 50. ")
    run = store.run(run_id)
    assert (run.name, run.tags, run.star) == ("the good one", ["best", "of all"], True)
    assert (run.note, run.settings) == ("Angle woke late.\nTry 50.", {"seed": 0})
    assert store.runs() == [run]
    store.tag(run_id, [])
    store.star(run_id, False)
    store.note(run_id, "")
    run = store.run(run_id)
    assert (run.name, run.tags, run.star, run.note) == ("the good one", None, None, None)


@pytest.mark.parametrize(
    ("method", "value", "words"),
    [
        ("rename", " ", "needs a name"),
        ("rename", "x" * (NAME_AT_MOST + 1), "80 characters"),
        ("tag", ["x" * (TAG_AT_MOST + 1)], "30 characters"),
        ("tag", [str(number) for number in range(TAGS_AT_MOST + 1)], "12 tags"),
        ("note", "x" * (NOTE_AT_MOST + 1), "2,000 characters"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(store, method, value, words):
    run_id = store.create_run("a run", {})
    with pytest.raises(ValueError, match=words):
        getattr(store, method)(run_id, value)
    assert store.run(run_id).name == "a run"


def test_a_deleted_run_is_in_no_list_and_can_come_back(store):
    first, second = store.create_run("first", {}), full(store)
    store.set_status(first, "done")
    store.delete(first)
    assert listed(store) == [second]
    assert store.runs(limit=2)[0].id == second
    assert store.run(first).deleted is not None
    store.restore(first)
    assert listed(store) == [second, first]
    assert (store.run(first).deleted, store.run(first).status) == (None, "done")


def test_unfinished_runs_are_in_the_order_of_service_and_deleted_ones_the_last_first(store):
    ids = [store.create_run(f"run {number}", {}) for number in range(4)]
    assert [run.id for run in store.unfinished_runs()] == ids
    store.claim_next("engine")
    store.set_status(ids[0], "running")
    store.set_status(ids[0], "done")
    store.claim_next("engine")
    assert [run.id for run in store.unfinished_runs()] == ids[1:]
    store.delete(ids[3])
    store.delete(ids[2])
    assert [run.id for run in store.unfinished_runs()] == [ids[1]]
    assert [run.id for run in store.deleted_runs(KEPT_DELETED)] == [ids[2], ids[3]]
    assert store.deleted_runs(timedelta(0)) == []


@pytest.mark.parametrize("status", ["starting", "running", "paused"])
def test_a_run_under_way_stops_when_it_is_deleted(store, status):
    run_id, other = full(store), full(store)
    store.set_status(run_id, "running")
    store.set_status(run_id, status if status != "starting" else "running")
    version = store.control(run_id).version
    store.delete(run_id)
    assert (store.control(run_id).state, store.control(run_id).version) == ("stop", version + 1)
    assert store.control(other).state == "run"
    store.set_status(run_id, "stopped")  # as its worker does
    store.restore(run_id)
    assert store.run(run_id).status == "stopped"


def test_a_run_that_waits_leaves_the_queue(store):
    first, second = store.create_run("first", {}), store.create_run("second", {})
    store.delete(first)
    assert (store.run(first).status, store.queue_place(second)) == ("stopped", 1)
    assert store.claim_next("e").id == second
    assert store.claim_next("e") is None
    store.restore(first)
    store.requeue(first)
    assert store.claim_next("e").id == first


def test_a_race_that_waits_leaves_the_queue_with_its_leader_and_a_rival_goes_alone(store):
    leader = store.create_run("leads", {})
    rivals = [store.create_run("follows", {}, races=leader) for _ in range(2)]
    store.delete(rivals[0])
    assert [store.run(one).status for one in (leader, *rivals)] == ["queued", "stopped", "queued"]
    store.delete(leader)
    assert store.run(rivals[1]).status == "stopped"
    assert listed(store) == [rivals[1]]
    assert store.claim_next("e") is None


def test_what_was_deleted_long_ago_is_forgotten_with_all_that_belongs_to_it(store):
    gone, kept = full(store), full(store)
    rival = store.create_run("follows", {}, races=gone)
    for run_id in (gone, kept):
        store.set_status(run_id, "stopped")
    store.delete(gone)
    assert store.forget_deleted() == []
    assert store.forget_deleted(after=KEPT_DELETED) == []
    assert store.forget_deleted(after=timedelta(0)) == [gone]
    assert store.run(gone) is None
    assert store.run(rival).races is None
    with store.read() as connection:
        for table in TABLES:
            key = "id" if table == "runs" else "run_id"
            ids = connection.exec_driver_sql(f"SELECT {key} FROM {table}").scalars().all()
            assert gone not in ids
            assert kept in ids


def test_a_deleted_run_that_still_trains_is_not_forgotten(store):
    run_id = full(store)
    store.delete(run_id)
    assert store.forget_deleted(after=timedelta(0)) == []
    store.set_status(run_id, "stopped")
    assert store.forget_deleted(after=timedelta(0)) == [run_id]


def test_runs_that_were_changed_while_they_trained_are_known(store):
    changed, plain = full(store), store.create_run("plain", {})
    assert store.changed_runs() == {changed}
    assert plain not in store.changed_runs()


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("rename", ("x",)), ("tag", (["x"],)), ("star", ()), ("note", ("x",)), ("delete", ()), ("restore", ())],
)
def test_an_unknown_run_gets_a_sentence(store, method, arguments):
    with pytest.raises(RunNotFound, match="There is no run `nobody99`"):
        getattr(store, method)("nobody99", *arguments)


def test_a_store_of_an_older_version_learns_to_keep(old_store):
    run_id = "oldrun22"
    with Store(old_store("3_explanations")) as store:
        store.tag(run_id, ["old"])
        store.star(run_id)
        store.delete(run_id)
        assert (store.runs(), store.run(run_id).tags, store.run(run_id).star) == ([], ["old"], True)
