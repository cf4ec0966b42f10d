"""Points of a history: what is stored keeps its names, whatever the fields are called."""

import json
from pathlib import Path

from runs.history import HistoryPoint, read_history, write_history
from runs.home import REPOSITORY

CURVE = Path(REPOSITORY, "model/shipped/fast.curve.json").read_text()
STORED = (
    *("step", "epoch", "seconds", "rate", "learning_rate", "weights", "chosen", "total", "loss", "accuracy", "exact"),
    *("val_loss", "val_accuracy", "val_exact", "moved", "probe", "change"),
)


def test_a_curve_is_written_as_it_was_read():
    points = read_history(CURVE)
    assert [point.to_json() for point in points] == json.loads(CURVE)
    assert read_history(write_history(points)) == points


def test_stored_names_do_not_change():
    assert set(HistoryPoint(step=1).to_json()) == set(STORED)
    first = read_history(CURVE)[0]
    assert (first.diagnostics, first.effective_weights) == (json.loads(CURVE)[0]["probe"], first.weights)


def test_what_an_older_version_did_not_store_is_none():
    old = {"step": 7, "val_accuracy": {"angle": 0.5}, "of another version": 1}
    assert HistoryPoint.from_json(old) == HistoryPoint(step=7, validation_accuracy={"angle": 0.5})
    assert HistoryPoint.from_json(old).effective_weights is None


def test_a_curve_of_a_diverged_run_is_valid_json():
    curve = write_history([HistoryPoint(step=3, loss={"angle": float("nan"), "width": 0.5}, total_loss=float("inf"))])

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    (point,) = json.loads(curve, parse_constant=refuse)
    assert (point["loss"], point["total"]) == ({"angle": None, "width": 0.5}, None)
    assert read_history(curve)[0].loss == {"angle": None, "width": 0.5}
