"""What a network answers on its test part is stored with it: the same as if all were drawn and read anew."""

from dataclasses import replace

import numpy as np
import pytest

from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from model.evaluate import FIRST, shown_first
from model.heads import HEADS
from model.predict import shipped_names
from training.catalogue import Catalogue
from training.dataset import dataset
from training.imported_sets import library
from training.network_files import ShippedFiles
from training.presets import PRESETS
from training.provenance import sampler_of
from training.results import stored_evaluation
from training.results.own_evaluation import computed_evaluation, own_evaluation
from training.results.stored_evaluation import EVALUATION_FILE, ended_run_file, evaluation_file, read_evaluation

FAST = replace(PRESETS["fast"].settings, per_class=20)
KINDS = {
    "honest": FAST,
    "leaking": replace(FAST, split="coursework"),
    "started": replace(PRESETS["fast"].settings, seed=5, start="fast"),
    "leaking and started": replace(FAST, split="coursework", start="fast"),
}


def run_of(store, settings, **files):
    """A finished run with the network of `fast`."""
    fast = Catalogue().get("fast")
    files = {"network.tflite": fast.litert, "weights.npz": fast.weights} | files
    return store.import_run("Mine", settings.to_json(), {"test": fast.test}, files, "")


def assert_equal(judged, other):
    """Two evaluations of one network on one test part."""
    (part, evaluation), (wanted, expected) = judged, other
    assert (part.of, part.left_out, part.seen.any()) == (wanted.of, wanted.left_out, False)
    for name in ("rows", "labels"):
        np.testing.assert_array_equal(getattr(part, name), getattr(wanted, name))
    np.testing.assert_array_equal(evaluation.predictions, expected.predictions)
    np.testing.assert_allclose(evaluation.confidence, expected.confidence, atol=1e-5)
    first = shown_first(expected)[:FIRST]
    np.testing.assert_array_equal(part.draw(first), wanted.pictures[first])
    some = np.random.default_rng(0).permutation(len(part))[:30]
    np.testing.assert_array_equal(part.draw(some), wanted.pictures[some])
    np.testing.assert_array_equal(part.pictures, wanted.pictures)
    assert (part.lines is None) == (wanted.lines is None)
    if part.lines and wanted.lines:
        np.testing.assert_array_equal(part.lines.ends, wanted.lines.ends)


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_evaluation_has_the_scores_of_its_network(name):
    network = Catalogue().get(name)
    part, evaluation = own_evaluation(network)
    assert len(part) == network.run.result["test_pictures"]
    assert evaluation.exact_accuracy == pytest.approx(network.test["exact"])
    assert [evaluation.accuracy[head] for head in HEADS] == pytest.approx([network.test[head] for head in HEADS])
    assert ShippedFiles(name).evaluation.stat().st_size < 200_000


LARGE = pytest.param("robust", marks=pytest.mark.long)  # 19,200 lines


@pytest.mark.slow
@pytest.mark.parametrize("name", [LARGE if name == "robust" else name for name in shipped_names()])
def test_a_shipped_evaluation_is_what_its_network_says(name):
    """If this fails: `python -m training.ship_networks --evaluations`."""
    network = Catalogue().get(name)
    assert_equal(own_evaluation(network), computed_evaluation(network))


def test_what_is_shown_at_first_needs_neither_drawing_nor_network(monkeypatch):
    monkeypatch.setattr(stored_evaluation, "sample", None)
    network = Catalogue().get("coursework-v3")
    part, evaluation = own_evaluation(network)
    first = shown_first(evaluation)[:FIRST]
    assert part.draw(first).shape == (len(first), 28, 28, 3)
    assert "predictor" not in vars(network)
    with pytest.raises(TypeError):
        part.draw(np.flatnonzero(evaluation.exact)[:1])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_of_an_ended_run_is_what_would_be_computed(store, kind):
    settings = KINDS[kind]
    data, network = dataset(settings, store), Catalogue(store).get(run_of(store, settings))
    answers = [network.predictor(data.pictures[row][None]) for row in data.parts.test]
    outputs = {name: np.concatenate([answer[name] for answer in answers]) for name in HEADS}
    outputs |= {name: outputs[name][:, 1:] for name, head in HEADS.items() if head.units == 1}
    file = ended_run_file(outputs, data, settings)
    if kind == "leaking and started":
        assert file is None
        return
    assert_equal(read_evaluation(file, sampler_of(settings)), computed_evaluation(network))


@pytest.mark.slow
def test_the_evaluation_of_an_old_run_is_computed_once_and_stored(store):
    run_id = run_of(store, FAST)
    computed = own_evaluation(Catalogue(store).get(run_id))
    assert store.artefact(run_id, EVALUATION_FILE) == evaluation_file(*computed)
    again = Catalogue(store).get(run_id)
    assert_equal(own_evaluation(again), computed)
    assert "predictor" not in vars(again)


def test_a_broken_file_counts_as_none():
    good = ShippedFiles("fast").file(EVALUATION_FILE)
    assert good is not None
    for file in (b"", b"nonsense", good[:1_000], good[: len(good) // 2]):
        assert read_evaluation(file, SamplerSettings()) is None


def test_the_pictures_of_an_imported_set_are_taken_from_there(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    drawn = sample(SamplerSettings(per_class=1, seed=5))
    part, evaluation = own_evaluation(Catalogue().get("fast"))
    key = "0" * 32
    monkeypatch.setattr(
        stored_evaluation.imported_data, "labelled_pictures", {key: Labelled(drawn.pictures, drawn.labels)}.__getitem__
    )
    rows = np.array([7, 3])
    small = replace(part, rows=rows, labels=part.labels[:2], draw=lambda numbers: drawn.pictures[rows][numbers])
    judged = read_evaluation(evaluation_file(small, evaluation.at(np.arange(2))), key)
    assert judged is not None
    np.testing.assert_array_equal(judged[0].pictures, drawn.pictures[rows])
    assert judged[0].lines is None
    assert not library().sets()
