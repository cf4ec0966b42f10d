"""Every view through the task of a worker: question from the store, answer into the store."""

import numpy as np
import pytest

from model.explain import VIEWS, unpack
from model.heads import HEADS
from model.predict.predictor import SHIPPED
from runs.database import StoreUnavailable
from runs.records import Job
from runs.rights import Viewer
from training.engine import heartbeat, network_cache, queries
from training.presets import PRESETS
from training.run_store import RunStore

pytestmark = pytest.mark.slow
PICTURE = np.zeros((28, 28, 3), np.uint8)
PICTURE[13:16, 6:22] = (255, 0, 0)
LAYER = {"layer": "trunk_conv_1"}
ARGUMENTS = {
    "layer": LAYER,
    "ablation": LAYER,
    "synthesis": {**LAYER, "unit": 1, "seed": 0, "steps": 5, "restarts": 1},
}


def asked(store, view, network="fast", **arguments):
    arguments |= {"network": network, "version": network, "settings": PRESETS["fast"].settings.to_json()}
    store.submit("k", Job(kind=view, arguments=arguments, payload=PICTURE.tobytes()))
    assert store.claim_query("engine").key == "k"
    queries.answer_query("k", store.url)
    return store.query("k")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(store, view, monkeypatch):
    monkeypatch.setattr(queries, "TEST_PICTURES", 40)
    done = asked(store, view, **ARGUMENTS.get(view, {}))
    assert (done.status, done.message) == ("done", "")
    assert unpack(store.answer("k"))


def test_the_weights_are_those_of_the_network_that_was_asked_for(store):
    asked(store, "layer", "fast", **LAYER)
    fast = unpack(store.answer("k"))["kernel"]
    with np.load(SHIPPED / "fast.weights.npz") as weights:
        np.testing.assert_array_equal(fast, weights["trunk_conv_1/kernel"])


def test_what_is_wrong_is_said_in_words(store):
    assert "trunk_conv_1" in asked(store, "layer", layer="no such layer").message
    assert store.query("k").status == "failed"


def test_a_run_without_weights_is_told(store):
    run_id = store.create_run("Fast", PRESETS["fast"].settings.to_json())
    done = asked(store, "structure", run_id)
    assert (done.status, done.message) == (
        "failed",
        f"Run {run_id} has left no weights. Train it again, or choose another network.",
    )


def test_a_job_that_nobody_knows_fails_in_words(store):
    store.submit("k", Job(kind=""))
    store.claim_query("engine")
    queries.answer_query("k", store.url)
    assert store.query("k").message.startswith("Jobs are structure, ")


def test_what_a_job_makes_belongs_to_the_browser_that_submitted_it(store, monkeypatch):
    def make(store, job, progress):
        return {"run": store.import_run("imported", {}, {}, {"a file": b""}, "")}

    monkeypatch.setitem(queries.HANDLERS, "make", make)
    store.bound(Viewer(owner="mine")).submit("k", Job(kind="make"))
    store.claim_query("engine")
    queries.answer_query("k", store.url)
    assert [run.owner for run in store.runs()] == ["mine"]


def test_an_answer_waits_for_a_store_in_trouble(store, monkeypatch):
    save, calls = RunStore.save_answer, []

    def in_trouble(self, *arguments):
        calls.append(arguments)
        if len(calls) < 3:
            raise StoreUnavailable("The database does not answer.")
        return save(self, *arguments)

    monkeypatch.setattr(RunStore, "save_answer", in_trouble)
    monkeypatch.setattr(heartbeat, "_RETRY", 0.01)
    monkeypatch.setitem(queries.HANDLERS, "make", lambda store, job, progress: {"a": 1})
    store.submit("k", Job(kind="make"))
    store.claim_query("engine")
    queries.answer_query("k", store.url)
    assert unpack(store.answer("k")) == {"a": 1}
    assert len(calls) == 3


def test_a_question_that_was_cancelled_leaves_no_answer(store):
    arguments = {"network": "fast", "version": "fast"}
    store.submit("k", Job(kind="attribution", arguments=arguments, payload=PICTURE.tobytes()))
    store.claim_query("engine")
    store.cancel_query("k")
    queries.answer_query("k", store.url)
    assert store.answer("k") is None


def test_warming_up_loads_the_default_network():
    queries.warm_up_queries()
    assert set(network_cache.shipped_network("robust").output) == set(HEADS)
