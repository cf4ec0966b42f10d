"""A run that was trained elsewhere stands in the store as one that has ended."""

import pytest
from sqlalchemy.exc import IntegrityError

from runs.records import WrongStatus

FILES = {"network.tflite": b"network", "weights.npz": b"weights"}


def test_it_is_done_with_all_its_files(store):
    run_id = store.import_run("Mine", {"seed": 3}, {"test": {"exact": 1.0}}, FILES, "Brought.")
    run = store.run(run_id)
    assert (run.name, run.status, run.settings, run.message) == ("Mine", "done", {"seed": 3}, "Brought.")
    assert run.result == {"test": {"exact": 1.0}}
    assert (run.step, run.started, run.ended) == (0, None, run.created)
    assert {name: store.artefact(run_id, name) for name in store.artefact_names(run_id)} == FILES
    assert store.points(run_id) == store.marks(run_id) == []
    assert [one.id for one in store.runs()] == [run_id]


def test_no_engine_takes_it(store):
    run_id = store.import_run("Mine", {}, {}, FILES, "")
    assert store.claim_next("engine") is None
    assert store.control(run_id).state == "run"
    with pytest.raises(WrongStatus):
        store.requeue(run_id)


def test_it_is_renamed_and_deleted_as_any_other(store):
    run_id = store.import_run("Mine", {}, {}, FILES, "")
    store.rename(run_id, "Yours")
    store.delete(run_id)
    assert (store.run(run_id).name, store.runs()) == ("Yours", [])


def test_it_is_there_wholly_or_not_at_all(store):
    with pytest.raises(IntegrityError):
        store.import_run("Mine", {}, {}, {"network.tflite": None}, "")
    assert store.runs() == []
