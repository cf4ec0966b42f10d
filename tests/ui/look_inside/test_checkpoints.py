"""How a run learned: which sliders the page has, and what they get."""

import numpy as np
import pytest

from training.network_files import WEIGHTS_FILE, ShippedFiles
from training.presets import PRESETS
from ui.look_inside import checkpoints
from ui.shared.store import catalogue

PICTURE = np.zeros((28, 28, 3), np.uint8)
SETTINGS = PRESETS["fast"].settings.to_json()


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn: the data of each slider, and the texts."""
    sliders, texts = [], []
    monkeypatch.setattr(checkpoints, "draw_diagram", lambda view, key, **data: sliders.append(data))
    for name in ("subheader", "caption", "markdown"):
        monkeypatch.setattr(checkpoints.st, name, lambda text, **_: texts.append(text))
    return sliders, texts


def keep(store, run_id, *steps):
    for step in steps:
        store.save_snapshot(run_id, step, ShippedFiles("fast").file(WEIGHTS_FILE))


def test_a_run_has_a_slider_of_its_steps(store, make_run, drawn):
    run_id = make_run("done", **SETTINGS)
    keep(store, run_id, 0, 20, 30)
    checkpoints.draw_checkpoints(catalogue().find(run_id), PICTURE)
    [[slider], texts] = drawn
    assert [snapshot["step"] for snapshot in slider["snapshots"]] == [0, 20, 30]
    assert slider["snapshots"][0]["address"].startswith(f"snapshots/{run_id}/0/")
    assert texts == ["The same picture at each step of training"]


def test_a_run_of_an_earlier_version_has_nothing(store, make_run, drawn):
    checkpoints.draw_checkpoints(catalogue().find(make_run("done", **SETTINGS)), PICTURE)
    assert drawn == ([], [])


def test_a_shipped_network_says_which_have_a_slider_and_a_run_in_training_has_one(store, make_run, drawn):
    checkpoints.draw_checkpoints(catalogue().get("fast"), PICTURE)
    assert drawn == ([], ["The same picture at each step of training", checkpoints.ELSEWHERE])
    run_id = make_run("running", **SETTINGS)
    keep(store, run_id, 0, 20)
    checkpoints.draw_checkpoints(catalogue().get("fast"), PICTURE)
    assert [slider["run"] for slider in drawn[0]] == [run_id]
    assert "In training now" in drawn[1][-1]
