"""From a file of one's own to a trained network and back: import, train, evaluate. And runs from trained weights."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from data.export import EXPORTS
from data.importer import read_set
from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from model.evaluate.__main__ import main as evaluate_in_terminal
from model.heads import HEADS
from model.networks import build
from model.predict.predictor import SHIPPED
from runs.records import Job
from tests.tiers import cases
from training import imported_data, pretrained
from training.catalogue import Catalogue
from training.engine.queries import answer_query
from training.engine.task import train_run, trainer_for
from training.imported_sets import library
from training.presets import PRESETS
from training.results.evaluation_sets import OWN, evaluation_pictures
from training.run_store import RunStore
from training.settings import SettingsError

pytestmark = pytest.mark.slow
FAST = PRESETS["fast"].settings
DRAWN = sample(SamplerSettings(per_class=2, seed=6))
HELD = Labelled(DRAWN.pictures, DRAWN.labels)
ANGLE_ALONE = {head: float(head == "angle") for head in HEADS}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    monkeypatch.setenv("LINEHEADS_STORE", f"sqlite:///{tmp_path}/runs.db")
    with RunStore() as store:
        yield store


def claimed(store, settings):
    run_id = store.create_run("a test", settings.to_json())
    store.claim_next("engine")
    return run_id


def folder(path: Path) -> Path:
    """The pictures alone, named by their labels."""
    with zipfile.ZipFile(io.BytesIO(EXPORTS["zip"].make(HELD))) as archive:
        archive.extractall(path / "set")
    (path / "set" / "labels.csv").unlink()
    return path / "set"


@pytest.mark.parametrize("form", cases(("folder", "zip", "npz", "coursework", "heads"), {"zip"}))
def test_a_file_is_imported_trained_on_and_evaluated(store, tmp_path, capsys, form):
    file = tmp_path / f"file{EXPORTS[form].ending}" if form in EXPORTS else folder(tmp_path)
    if form in EXPORTS:
        file.write_bytes(EXPORTS[form].make(HELD))
    key = library().add(form, read_set(file))
    settings = imported_data.settings_for_set(FAST, key)
    settings = replace(
        settings, epochs=20 * settings.batch_size / imported_data.split_summary(key, "honest", 0).training
    )
    run_id = claimed(store, settings)
    store.change_control(run_id, probe=10)  # its probe set is the whole training part: less than 1,024 pictures
    train_run(run_id, store.url)
    run = store.run(run_id)
    assert (run.status, run.message) == ("done", "")
    assert abs(run.step - 20) <= 1
    looks = [point.diagnostics for point in store.points(run_id) if point.diagnostics]
    assert looks[-1]["pictures"] == imported_data.split_summary(key, "honest", 0).training < 1_024
    found = evaluation_pictures(OWN, Catalogue(store).provenance(settings))
    assert {one.tobytes() for one in found.pictures} <= {one.tobytes() for one in HELD.pictures}
    assert evaluate_in_terminal(["--data", str(file), "--run", run_id, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["pictures"], list(shown)[2:]) == (len(HELD), [*HEADS, "average", "exact"])


def test_a_view_of_many_pictures_says_that_a_small_set_has_few(store):
    key = library().add(
        "few", read_set(io.BytesIO(EXPORTS["npz"].make(Labelled(HELD.pictures[:96], HELD.labels[:96]))))
    )
    settings = replace(FAST, data=key, weights=ANGLE_ALONE).to_json()
    store.submit("k", Job(kind="readability", arguments={"network": "fast", "version": "v", "settings": settings}))
    store.claim_query("engine")
    answer_query("k", store.url)
    assert "needs 20 test pictures or more" in store.query("k").message


def shipped_weights(name):
    with np.load(SHIPPED / f"{name}.weights.npz") as arrays:
        return {path: arrays[path] for path in arrays.files}


def weights_now(trainer):
    return {weight.path: weight.numpy() for weight in trainer.network.weights}


def test_a_run_starts_at_exactly_the_weights_it_names_and_else_at_new_ones(store):
    trainer = trainer_for(FAST, weights=pretrained.first_weights(replace(FAST, start="fast"), store))
    for path, value in shipped_weights("fast").items():
        np.testing.assert_array_equal(weights_now(trainer)[path], value)
    assert not any(np.asarray(one).any() for one in trainer.optimizer.variables if "learning_rate" not in one.path)
    assert pretrained.first_weights(FAST, store) is None
    for mine, new in zip(trainer_for(FAST).network.weights, build("fast", FAST.seed).weights, strict=True):
        np.testing.assert_array_equal(mine.numpy(), new.numpy())


def test_a_run_goes_on_from_another_run(store):
    short = replace(FAST, epochs=0.02)
    first = claimed(store, short)
    train_run(first, store.url)
    second = claimed(store, replace(short, start=first, learning_rate=1e-6))
    train_run(second, store.url)
    end, begin = store.points(first)[-1], store.points(second)[0]
    assert begin.validation_loss == pytest.approx(end.validation_loss, rel=1e-6)
    store.delete(first)
    assert pretrained.first_weights(replace(FAST, start=first), store)  # a deleted run can come back


@pytest.mark.parametrize(
    ("preset", "start", "message"),
    [
        ("coursework-v3", "fast", r"belong to another network \(fast\), and this run trains coursework-v3"),
        ("fast", "nosuchrun", "no network or run nosuchrun here"),
    ],
)
def test_weights_that_do_not_fit_are_refused_in_words(store, preset, start, message):
    with pytest.raises(SettingsError, match=message):
        pretrained.check_start(replace(PRESETS[preset].settings, start=start), store)


def test_a_run_without_weights_is_no_start(store):
    run_id = store.create_run("waiting", FAST.to_json())
    with pytest.raises(SettingsError, match="has left no weights"):
        pretrained.first_weights(replace(FAST, start=run_id), store)


def test_a_run_whose_set_is_gone_says_so_and_goes_on_when_it_is_back(store):
    found = read_set(io.BytesIO(EXPORTS["npz"].make(HELD)))
    key = library().add("mine", found)
    settings = replace(imported_data.settings_for_set(FAST, key), epochs=1.0)
    library().remove(key)
    run_id = claimed(store, settings)
    with pytest.raises(SettingsError, match="not here any more"):
        train_run(run_id, store.url)
    store.set_status(run_id, "failed", "as the engine does")
    assert library().add("again", found) == key
    store.requeue(run_id)
    store.claim_next("engine")
    train_run(run_id, store.url)
    assert store.run(run_id).status == "done"
