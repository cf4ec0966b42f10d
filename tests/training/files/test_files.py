"""Networks out of the store as files and into it: through the task of a worker, and in a terminal."""

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from data.imports.refusals import ImportFailed
from model.explain import unpack
from model.explain.query import no_progress
from model.files.network import FILE_AT_MOST, Parcel
from model.heads import HEADS
from model.predict import Predictor
from model.predict.predictor import SHIPPED
from runs.history import HistoryPoint
from runs.records import Job
from training.engine import queries
from training.files import EXPORT, IMPORT
from training.files.__main__ import main
from training.files.importing import IMPORTED_KEY, import_network, parcel_settings
from training.presets import PRESETS

CARD = json.loads((SHIPPED / "fast.json").read_text())
FAST = PRESETS["fast"].settings.to_json()


def answered(store, job):
    """What is found, or the sentence that says why not."""
    key = json.dumps([job.kind, job.arguments])
    store.submit(key, job)
    assert store.claim_query("engine").key == key
    queries.answer_query(key, store.url)
    done = store.query(key)
    assert done.job.payload is None
    return unpack(store.answer(key)) if done.status == "done" else done.message


def made(store, name="fast", form="weights"):
    return answered(store, Job(kind=EXPORT, arguments={"network": name, "version": name, "form": form}))


def changed(file, **changes):
    """The file with another description."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        told = json.loads(archive.read("network.json")) | changes
        weights = archive.read("weights.npz")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("network.json", json.dumps(told))
        archive.writestr("weights.npz", weights)
    return out.getvalue()


@pytest.mark.slow
def test_a_network_goes_out_and_comes_back_bit_for_bit(store, tmp_path):
    found = made(store)
    assert (found["pictures"], found["difference"]) == (1_000, 0.0)
    file = found["file"].tobytes()
    told = answered(store, Job(kind=IMPORT, payload=file))
    run = store.run(told["run"])
    assert (run.name, run.status, run.settings.to_json()) == ("fast", "done", FAST)
    assert run.result == {"test": told["test"], "test_pictures": 4_196, IMPORTED_KEY: True}
    assert told["test"] == pytest.approx(CARD["report"]["test"])
    with (
        np.load(SHIPPED / "fast.weights.npz") as before,
        np.load(io.BytesIO(store.artefact(run.id, "weights.npz"))) as after,
    ):
        assert before.files == after.files
        for name in before.files:
            np.testing.assert_array_equal(before[name], after[name])
    pictures = np.random.default_rng(0).integers(0, 256, (20, 28, 28, 3), np.uint8)
    mine, shipped = (
        Predictor(one) for one in (store.artefact(run.id, "network.tflite"), (SHIPPED / "fast.tflite").read_bytes())
    )
    for head in HEADS:
        np.testing.assert_array_equal(mine(pictures)[head], shipped(pictures)[head])
    out = tmp_path / "again.tflite"
    assert main(["--store", store.url, "export", "--run", run.id, "--form", "litert", "--out", str(out)]) == 0
    assert out.read_bytes() == store.artefact(run.id, "network.tflite")
    _refused_in_the_worker(store, file)


def _refused_in_the_worker(store, file):
    """What only Keras or the pictures can tell; nothing is stored."""
    there = len(store.runs())
    for change, words in (
        ({"settings": PRESETS["coursework-v3"].settings.to_json()}, "These weights belong to another network"),
        ({"settings": FAST | {"data": "0" * 40}}, "cannot be measured here"),
        ({"settings": FAST | {"epochs": -1}}, "The settings cannot be used. `epochs` must be"),
    ):
        with pytest.raises(ImportFailed, match=words):
            import_network(store, Job(kind=IMPORT, payload=changed(file, **change)), no_progress)
    assert len(store.runs()) == there


@pytest.mark.slow
def test_what_cannot_be_made_is_said_in_words(store):
    assert "left no weights" in made(store, store.create_run("Fast", FAST))
    assert "Forms are weights, keras" in made(store, form="word")
    assert "There is no network or run abcd2345" in made(store, "abcd2345")


@pytest.mark.parametrize(
    "change",
    [
        {"preset": "evil"},
        {"preset": None},
        {"preset": ["fast"]},
        {"network": "../x"},
        {"network": ["fast"]},
        {"network": "custom"},
        {"design": {"trunk": 5}},
        {"network": "custom", "design": {"trunk": [{"kind": "convolution", "filters": 10**400}]}},
        {"weights": [1, 2]},
        {"weights": {head: float("inf") for head in HEADS}},
        {"epochs": 10**400},
        {"seed": "1"},
        {"per_class": True},
        {"painters": 5},
        {"painters": [["hard"]]},
        {"method": {"manual": 1}},
        {"method_parameters": [1]},
        {"optimizer_parameters": {"beta_1": {}}},
        {"unknown": 1},
        {"data": "../../etc"},
        {"start": "a b"},
    ],
)
def test_settings_of_strangers_are_refused_with_a_sentence(change):
    with pytest.raises(ImportFailed) as caught:
        parcel_settings(Parcel(name="x", settings=FAST | change, weights=b""))
    assert len(str(caught.value)) < 500


def test_settings_of_ours_are_taken():
    assert parcel_settings(Parcel(name="x", settings=FAST, weights=b"")) == PRESETS["fast"].settings


@pytest.mark.slow
def test_the_terminal_says_what_is_wrong(store, tmp_path, capsys):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK")
    for arguments, words in (
        (["import", str(bad)], "not a network of LineHeads"),
        (["import", str(tmp_path / "none.zip")], "No such file"),
        (["curve", "abcd2345"], "There is no run abcd2345"),
    ):
        assert main(["--store", store.url, *arguments]) == 1
        assert words in capsys.readouterr().err


def test_a_large_file_is_refused_unread(store, tmp_path, monkeypatch, capsys):
    large = tmp_path / "large.zip"
    large.touch()
    os.truncate(large, FILE_AT_MOST + 1)  # takes no room on the disk
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("It was read."))
    assert main(["--store", store.url, "import", str(large)]) == 1
    assert "The file has 80 MB." in capsys.readouterr().err


def test_a_curve_is_written_in_a_terminal(store, tmp_path, capsys):
    run_id = store.create_run("Fast", FAST)
    store.add_points(run_id, [HistoryPoint(step=step, seconds=1.0, loss={"angle": 2.5}) for step in (0, 10)])
    out = tmp_path / "curve.csv"
    assert main(["--store", store.url, "curve", run_id, "--out", str(out)]) == 0
    assert out.read_text().splitlines() == ["step,seconds,loss.angle", "0,1.0,2.5", "10,1.0,2.5"]
    assert "2 points" in capsys.readouterr().out
