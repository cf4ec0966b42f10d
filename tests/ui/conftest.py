"""A store of its own for each test, and points to put into it."""

import math

import pytest
import streamlit as st

from model.heads import HEADS
from runs.store import Store
from training.presets import PRESETS


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store, which is the one that the pages see."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    monkeypatch.setenv("LINEHEADS_STORE", url)
    st.cache_resource.clear()
    with Store(url) as store:
        yield store
    st.cache_resource.clear()


def make_point(step, validated=True, accuracy=0.5):
    """A point as the worker writes it; steps of 100 are an epoch."""
    heads = dict.fromkeys(HEADS, accuracy)
    losses = {name: head.chance / 2 for name, head in HEADS.items()}
    return {
        "step": step,
        "epoch": step / 100,
        "seconds": step / 1000,
        "rate": 3200.0,
        "learning_rate": 0.001,
        "weights": dict.fromkeys(HEADS, 1.0),
        "total": math.fsum(losses.values()),
        "loss": losses,
        "accuracy": heads,
        "exact": accuracy,
        "val_loss": losses if validated else None,
        "val_accuracy": heads if validated else None,
        "val_exact": accuracy if validated else None,
    }


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
        if status not in ("queued", "running"):
            store.set_status(run, status)
        return run

    return make
