"""Recording: what goes in comes out, with None for what JSON has no word for."""

import math
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs.history import HistoryPoint
from runs.records import RunNotFound
from runs.store import Store

numbers = st.floats() | st.integers(-(2**53), 2**53) | st.none() | st.text()
values = st.recursive(
    numbers, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One store for all examples of a property."""
    with Store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'runs.db'}") as store:
        yield store


def finite(value):
    """The plainer reference: what JSON has no word for is None."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and (math.isnan(value) or math.isinf(value)) else value


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.integers(0, 10**9), st.dictionaries(st.text(), values, max_size=4), min_size=1, max_size=8))
def test_points_come_back_by_step_with_none_for_what_is_not_finite(shared, content):
    run_id = shared.create_run("a run", {})
    points = [HistoryPoint(step=step, diagnostics=values) for step, values in content.items()]
    shared.add_points(run_id, points)
    steps = sorted(content)
    expected = [HistoryPoint(step=step, diagnostics=finite(content[step])) for step in steps]
    assert shared.points(run_id) == expected
    assert shared.points(run_id, after=steps[0]) == expected[1:]
    assert shared.points(run_id, limit=2) == expected[:2]


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.text(), values, max_size=4))
def test_settings_come_back(shared, content):
    run = shared.run(shared.create_run("a run", content))
    assert run is not None
    assert run.settings == finite(content)


def test_a_point_of_the_same_step_replaces_the_first_and_moves_the_run(store):
    run_id = store.create_run("a run", {})
    store.add_points(run_id, [HistoryPoint(step=1, total_loss=2.0), HistoryPoint(step=2, total_loss=math.nan)])
    store.add_points(run_id, [HistoryPoint(step=2, total_loss=1.0)])
    store.add_points(run_id, [])
    assert store.points(run_id) == [HistoryPoint(step=1, total_loss=2.0), HistoryPoint(step=2, total_loss=1.0)]
    run = store.run(run_id)
    assert (run.step, run.heartbeat.utcoffset()) == (2, timedelta(0))


def test_controls_change_one_by_one_and_count_versions(store):
    run_id = store.create_run("a run", {})
    store.change_control(run_id, weights={"angle": 50.0})
    store.change_control(run_id, state="pause", until=100)
    control = store.control(run_id)
    assert (control.state, control.until, control.weights, control.version) == ("pause", 100, {"angle": 50.0}, 2)
    store.change_control(run_id, weights=None, until=None)
    assert (store.control(run_id).weights, store.control(run_id).until) == (None, None)
    with pytest.raises(TypeError, match="speed"):
        store.change_control(run_id, speed=1)
    with pytest.raises(TypeError, match="version"):
        store.change_control(run_id, version=1)
    with pytest.raises(ValueError, match="'walk'"):
        store.change_control(run_id, state="walk")


def test_the_newest_two_checkpoints_are_kept(store):
    run_id = store.create_run("a run", {})
    assert store.checkpoint(run_id) is None
    for step in (10, 20, 30, 30):
        store.save_checkpoint(run_id, step, b"state" * step)
    assert store.checkpoint(run_id) == (30, b"state" * 30)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT step FROM checkpoints ORDER BY step").scalars().all() == [20, 30]


def test_artefacts_and_marks_come_back(store):
    run_id = store.create_run("a run", {})
    assert store.artefact(run_id, "network.tflite") is None
    for data in (b"old", bytes(range(256))):
        store.save_artefact(run_id, "network.tflite", data)
    store.save_artefact(run_id, "a.json", b"{}")
    assert store.artefact(run_id, "network.tflite") == bytes(range(256))
    assert store.artefact_names(run_id) == ["a.json", "network.tflite"]
    for step, label in ((5, "angle 1 → 50"), (2, "width 1 → 0"), (5, "angle 1 → 50")):
        store.add_mark(run_id, step, label)
    assert store.marks(run_id) == [{"step": 2, "label": "width 1 → 0"}, {"step": 5, "label": "angle 1 → 50"}]


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("queue_place", ()),
        ("set_status", ("running",)),
        ("requeue", ()),
        ("add_points", ([HistoryPoint(step=0)],)),
        ("points", ()),
        ("add_mark", (0, "label")),
        ("marks", ()),
        ("control", ()),
        ("save_checkpoint", (0, b"")),
        ("checkpoint", ()),
        ("save_artefact", ("name", b"")),
        ("artefact", ("name",)),
        ("artefact_names", ()),
        ("save_snapshot", (0, b"")),
    ],
)
def test_an_unknown_run_gets_a_sentence(store, method, arguments):
    with pytest.raises(RunNotFound, match="There is no run `nobody99`"):
        getattr(store, method)("nobody99", *arguments)
    with pytest.raises(KeyError):
        store.change_control("nobody99", state="stop")
    assert store.run("nobody99") is None
