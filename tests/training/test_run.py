"""Runs as they leave the store: settings of this version, of older and of foreign ones, and hostile JSON."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runs.curation import KEPT_DELETED
from runs.records import now
from training import run as run_module
from training.presets import PRESETS
from training.run import Run, Search, UnreadableSettings, as_settings
from training.settings import RunSettings, SettingsError

FAST = PRESETS["fast"].settings
TIMES = {"created": now(), "started": None, "ended": None, "heartbeat": None}

words = st.sampled_from(["", "x", "\0", "ß/🙂", "fast", "custom", "manual", "angle", "honest", "joint"])
hostile = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words, st.just(10**400)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=8,
)


def run(settings):
    return Run(
        id="a", name="a run", status="done", settings=settings, message="", step=1, total_steps=1, result=None, **TIMES
    )


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS)
def test_runs_and_searches_leave_the_store_with_their_settings(store, preset):
    settings = PRESETS[preset].settings
    run_id = store.create_run("a run", settings.to_json())
    what = {"goal": "worst-head", "varied": {}, "budget": 1, "seed": 0}
    search_id = store.create_search("a search", settings=settings.to_json(), **what)
    read = [store.run(run_id), store.runs()[0], store.unfinished_runs()[0], store.claim_next("engine")]
    assert all(isinstance(one, Run) and one.settings == settings == one.readable for one in read)
    (search,) = {one.id: one for one in (store.search(search_id), *store.searches())}.values()
    assert isinstance(search, Search)
    assert search.settings.trainable() == settings
    store.delete(run_id)
    assert store.deleted_runs(KEPT_DELETED)[0].settings is store.run(run_id).settings


def test_equal_settings_are_read_once():
    run_module.read_settings.cache_clear()
    assert len({id(run(FAST.to_json()).settings) for _ in range(50)}) == 1
    assert run_module.read_settings.cache_info().misses == 1
    assert run(FAST).settings is FAST


def test_as_settings_older_versions_are_read():
    old = {name: value for name, value in FAST.to_json().items() if name not in ("method", "l2", "design", "start")}
    old = {name: value for name, value in old.items() if not name.startswith(("method", "optimizer"))}
    assert run(old | {"beta_2": 0.98}).readable == FAST


def test_as_settings_a_version_that_knows_more_say_what_they_can_and_why_they_cannot_be_trained_with():
    foreign = FAST.to_json() | {"magic": 1, "seed": 7}
    settings = run(foreign).settings
    assert isinstance(settings, UnreadableSettings)
    assert run(foreign).readable is None
    shown = ("preset", "network", "joint", "method", "optimizer", "split", "data", "start", "epochs", "batch_size")
    for name in (*shown, "weights"):
        assert getattr(settings, name) == getattr(FAST, name)
    assert settings.seed == 7
    assert settings.to_json() == foreign
    with pytest.raises(SettingsError, match=r"Known settings are .* Received: magic\."):
        settings.trainable()


def test_settings_without_anything_are_as_usual():
    settings = run({}).settings
    assert (settings.method, settings.optimizer, settings.split) == ("manual", "adam", "honest")
    assert (settings.epochs, settings.batch_size, settings.seed) == (None, None, None)
    assert (settings.weights, settings.network, settings.joint) == ({}, "", False)


@pytest.mark.parametrize(
    ("network", "design", "joint"),
    [
        ("one-head", None, True),
        ("fast", None, False),
        ("custom", {"joint": []}, True),
        ("custom", {"joint": None}, False),
        ("custom", "nonsense", False),
    ],
)
def test_a_joint_network_of_another_version_is_known_as_one(network, design, joint):
    assert run({"network": network, "design": design, "magic": 1}).settings.joint == joint


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from([*FAST.to_json(), "beta_2", "magic"]), hostile), st.booleans())
@example({"weights": ["length", "width", "colour", "angle"]}, True)
@example({"weights": "abc"}, True)
@example({"epochs": 10**400}, True)
@example({"method_parameters": []}, True)
def test_any_json_is_as_settings_some_kind(values, beside_good_ones):
    values = json.loads(json.dumps(FAST.to_json() | values if beside_good_ones else values))
    settings = run(values).settings
    if isinstance(settings, RunSettings):
        assert as_settings(settings.to_json()) == settings
        return
    assert settings.problem
    assert all(isinstance(weight, int | float) for weight in settings.weights.values())
    assert all(isinstance(getattr(settings, name), str) for name in ("preset", "network", "method", "optimizer"))


@pytest.mark.parametrize("text", ["5", "null", '"x"', "[1, 2]"])
def test_what_is_no_table_at_all_is_said_so(text):
    assert "a table of names" in run(text).settings.problem
