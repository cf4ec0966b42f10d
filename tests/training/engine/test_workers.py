"""Which workers train, which answer queries, and which are refused, in words."""

import logging

import pytest

from runs.records import Job
from tests.training.engine import fakes
from tests.training.engine.fakes import NOTHING, FakeClient
from training.engine import inspection, workers
from training.engine.process import Engine
from training.engine.workers import Workers

PLAIN = {"first": [], "second": [], "third": []}
WARM_UP = dict.fromkeys(("trainer", "queries"), fakes.warm_up)
JOB = Job(kind="any")


def of(client):
    pool = Workers(client, ("a store", "an engine"), WARM_UP)
    pool.look()
    return pool


def beat(engine):
    engine._beat_due = 0.0
    engine.turn()


def test_of_several_workers_that_say_nothing_one_keeps_free_for_queries(store):
    client = FakeClient(PLAIN)
    engine = Engine(store, client, NOTHING)
    runs = [store.create_run("a run", {}) for _ in range(4)]
    engine.turn()
    assert engine.record.workers == 2
    assert list(client.futures) == runs[:2]
    store.submit("a query", JOB)
    engine.turn()
    assert client.futures["a query"].status == "pending"
    assert len({*map(tuple, client.places.values())}) == 3, "each has a worker of its own"


def test_a_worker_that_joins_while_all_train_lets_queries_wait_no_longer(store):
    client = FakeClient({"first": []})
    engine = Engine(store, client, NOTHING)
    runs = [store.create_run("a run", {}) for _ in range(3)]
    engine.turn()
    store.submit("a query", JOB)
    engine.turn()
    assert list(client.futures) == runs[:1]
    client.workers["second"] = []
    beat(engine)
    assert client.places == {runs[0]: ["first"], "a query": ["second"]}
    client.futures["a query"].status = "finished"
    beat(engine)
    assert list(client.futures) == [runs[0], "a query"]
    client.workers["third"] = []
    beat(engine)
    assert client.places[runs[1]] == ["third"]


def test_one_worker_alone_answers_queries_before_its_next_run(store):
    client = FakeClient({"first": []})
    engine = Engine(store, client, NOTHING)
    store.create_run("a run", {})
    store.submit("a query", JOB)
    engine.turn()
    assert list(client.futures) == ["a query"]


def test_the_worker_for_queries_trains_when_it_is_the_last_one():
    client = FakeClient(PLAIN)
    pool = of(client)
    answers = pool.free("queries")
    client.workers = {answers: []}
    pool.look()
    assert (pool.trainers, pool.free("trainer"), pool.free("queries")) == (1, answers, answers)


def test_workers_that_say_what_they_are_for_stay_so():
    pool = of(FakeClient({"first": ["queries"], "second": ["queries"]}))
    assert (pool.trainers, pool.free("trainer"), pool.free("queries")) == (0, None, "first")
    pool = of(FakeClient({"first": ["trainer"], "second": ["trainer"]}))
    assert (pool.trainers, pool.free("queries")) == (2, "first")


def test_the_task_of_a_worker_that_went_away_is_lost(store):
    client = FakeClient()
    engine = Engine(store, client, NOTHING)
    run_id = store.create_run("a run", {})
    engine.turn()
    del client.workers["first"]
    beat(engine)
    assert client.futures[run_id].status == "cancelled"
    assert store.run(run_id).status == "interrupted"


def test_no_run_is_given_to_a_worker_that_has_just_died(store):
    client = FakeClient({"first": []})
    engine = Engine(store, client, NOTHING)
    lost, waits = (store.create_run("a run", {}) for _ in range(2))
    engine.turn()
    client.futures[lost].status = "lost"
    engine._beat_due = float("inf")
    engine.turn()
    assert store.run(lost).status == "interrupted"
    assert waits not in client.futures
    client.workers = {"another": []}
    beat(engine)
    assert client.places[waits] == ["another"]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"versions": inspection.versions() | {"keras": "2.0"}}, "it has keras 2.0 instead of "),
        ({"versions": inspection.versions() | {"LineHeads": "0"}}, "it has LineHeads 0 instead of "),
        ({"versions": {}}, "it has Python None instead of "),
        ({"store": "The run store x does not answer: refused."}, "The run store x does not answer: refused."),
        ({"gpu": True}, "CUDA_VISIBLE_DEVICES lets it compute on a GPU"),
    ],
)
def test_a_worker_that_differs_is_refused_once_in_words(told, sentence, caplog, monkeypatch):
    monkeypatch.setattr(workers, "_AGAIN", -1.0)
    client = FakeClient()
    client.told["first"] = told
    pool = of(client)
    for _ in range(4):
        pool.look()
    assert pool.trainers == 1
    [refused] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert refused.startswith("Worker first is refused: ")
    assert sentence.rstrip(".") in refused
    del client.told["first"]
    for _ in range(2):
        pool.look()
    assert pool.trainers == 2, "mended meanwhile"


def test_a_worker_without_the_project_is_refused(caplog):
    client = FakeClient({"first": []})
    client.told["first"] = ModuleNotFoundError("No module named 'training'")
    assert of(client).trainers == 0
    assert "cannot load LineHeads (ModuleNotFoundError: No module named 'training')" in caplog.text


def test_a_worker_that_dies_of_its_inspection_is_told(caplog, monkeypatch):
    client, inspected = FakeClient({"first": []}), fakes.FakeFuture()
    monkeypatch.setattr(client, "submit", lambda *_, **__: inspected)
    pool = of(client)
    client.workers = {}
    pool.look()
    assert inspected.status == "cancelled"
    assert "Worker first went away while it was inspected. If it cannot load LineHeads, its log says so" in caplog.text


def test_of_a_worker_that_dies_at_work_nothing_is_said_of_its_inspection(caplog):
    client = FakeClient({"first": []})
    pool = of(client)
    pool._workers["first"].inspection.status = "pending"  # Dask has lost what it told with it
    client.workers = {}
    pool.look()
    assert pool.trainers == 0
    assert "inspected" not in caplog.text


def test_versions_name_all_that_decides_what_a_run_becomes():
    versions = inspection.versions()
    assert versions.keys() == {"Python", "tensorflow", "keras", "numpy", "LineHeads"}
    assert "missing" not in versions.values()


def test_a_store_without_this_engine_is_another_store(store, tmp_path):
    engine = Engine(store, FakeClient(), NOTHING)
    store.beat(engine.record)
    assert inspection._store_trouble(store.url, engine.record.id) == ""
    assert "another run store" in inspection._store_trouble(f"sqlite:///{tmp_path / 'other.db'}", engine.record.id)
    assert "cannot be opened" in inspection._store_trouble("sqlite:////nowhere/runs.db", engine.record.id)
