"""A store of its own for each test, points to put into it, and the Train page on it."""

import math
import sys
from functools import cache, partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from model.heads import HEADS
from runs.history import HistoryPoint
from training.presets import PRESETS
from training.run_store import RunStore
from ui.shared import session_keys

ROOT = Path(__file__).resolve().parents[2]
_packages_with_components = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def keras_of_other_tests_is_left_alone(monkeypatch):
    """Streamlit clears Keras, where it is loaded, after each rerun: .3 s that no server of ours has: none loads it."""
    monkeypatch.setattr(script_runner, "_clean_problem_modules", lambda: None)


@pytest.fixture(autouse=True)
def packages_are_searched_once(monkeypatch):
    """Each app that a test opens looks through all installed packages for components, half a second for one answer."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _packages_with_components)


@pytest.fixture(autouse=True)
def main_stays_itself(monkeypatch):
    """Streamlit puts its script there, which processes that later tests spawn would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def store(store_url, monkeypatch):
    """An empty store, which is the one that the pages see."""
    monkeypatch.setenv("LINEHEADS_STORE", store_url)
    st.cache_resource.clear()
    with RunStore(store_url) as store:
        yield store
    st.cache_resource.clear()


def make_point(step, validated=True, accuracy=0.5):
    """A point as the worker writes it; steps of 100 are an epoch."""
    heads = dict.fromkeys(HEADS, accuracy)
    losses = {name: head.chance / 2 for name, head in HEADS.items()}
    return HistoryPoint(
        step=step,
        epoch=step / 100,
        seconds=step / 1000,
        rate=3200.0,
        learning_rate=0.001,
        weights=dict.fromkeys(HEADS, 1.0),
        total_loss=math.fsum(losses.values()),
        loss=losses,
        accuracy=heads,
        exact_match=accuracy,
        validation_loss=losses if validated else None,
        validation_accuracy=heads if validated else None,
        validation_exact_match=accuracy if validated else None,
    )


@pytest.fixture(name="make_point")
def make_point_fixture():
    return make_point


@pytest.fixture
def make_run(store):
    """Puts a run with this status into the store; returns its id."""

    def make(status="running", steps=range(0, 101, 20), total=200, **settings):
        run = store.create_run("Fast", PRESETS["fast"].settings.to_json() | settings)
        if status != "queued":
            store.claim_next("test")
            store.set_status(run, "running", total_steps=total)
            store.add_points(run, [make_point(step) for step in steps])
        if status == "suspended":
            store.set_status(run, "paused")
        if status not in ("queued", "running"):
            store.set_status(run, status)
        return run

    return make


@pytest.fixture
def make_race(store, make_run):
    """Puts a leader and its rival into the store; returns their ids."""

    def make(steps=range(0, 101, 20), **rival):
        leader = store.create_run("Fast", PRESETS["fast"].settings.to_json())
        second = store.create_run("Fast", PRESETS["fast"].settings.to_json() | rival, races=leader)
        store.claim_next("test")
        for run in (leader, second):
            store.set_status(run, "running", total_steps=200)
            store.add_points(run, [make_point(step) for step in steps])
        return leader, second

    return make


@pytest.fixture
def open_app(store):
    """Opens a page of the app with this link; it must have no error."""

    def run(page, **link):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        for name, value in link.items():
            app.query_params[name] = value
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return run


@pytest.fixture
def open_train(open_app):
    """Opens Train with this link."""
    return partial(open_app, "train")


@pytest.fixture
def press():
    """Presses a button long after the last press; the page must have no error."""

    def click(app, key):
        if session_keys.LAST_START in app.session_state:
            app.session_state[session_keys.LAST_START] = 0.0, ""
        app.button(key=key).click().run()
        assert not app.exception

    return click
