"""What networks are tested on: pictures they were not trained on, and where they were, it is said."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from data.line import angle_error
from data.paint import paint
from data.percent import plain_percent
from data.sample import sample
from data.split import digests
from model.predict import shipped_names
from model.predict.predictor import SHIPPED, in_batches
from model.scores import accuracies
from runs.home import REPOSITORY
from tests.tiers import cases
from training import provenance as provenance_module
from training.catalogue import Catalogue
from training.dataset import dataset
from training.presets import PRESETS
from training.provenance import parts_of, write_prefixes
from training.results.evaluation_sets import OWN, PICTURES_AT_MOST, SETS, evaluation_pictures

pytestmark = pytest.mark.slow

FAST = PRESETS["fast"].settings
COURSEWORK = replace(PRESETS["coursework-v3"].settings, per_class=60)
LEAKING = replace(COURSEWORK, split="coursework", seed=3)
TRAINED = {"fast": FAST, "coursework": COURSEWORK, "leaking": LEAKING}


def provenance(settings):
    return Catalogue().provenance(settings)


def contents(pictures):
    return [picture.tobytes() for picture in pictures]


@pytest.mark.parametrize("kind", cases(TRAINED, {"fast"}))
@pytest.mark.parametrize("name", cases(SETS, {"own", "coursework", "hard", "free", "noise"}))
def test_what_stands_in_the_training_part_is_marked_or_left_out(name, kind):
    settings = TRAINED[kind]
    own = dataset(settings)
    trained = set(contents(own.pictures[own.parts.training]))
    found = evaluation_pictures(name, provenance(settings))
    assert 0 < len(found) <= PICTURES_AT_MOST
    assert found.seen.tolist() == [one in trained for one in contents(found.pictures)]
    np.testing.assert_array_equal(provenance(settings).contains(found.pictures), found.seen)
    assert {len(found.labels), len(found.lines), len(found.seen)} == {len(found)}
    if name != "coursework":
        assert not found.seen.any()
        assert len(set(contents(found.pictures))) == len(found)


def test_the_own_test_part_is_the_one_that_the_run_was_measured_on():
    own, found = dataset(COURSEWORK), evaluation_pictures(OWN, provenance(COURSEWORK))
    np.testing.assert_array_equal(found.pictures, own.pictures[own.parts.test][:PICTURES_AT_MOST])
    np.testing.assert_array_equal(found.labels, own.labels[own.parts.test][:PICTURES_AT_MOST])
    assert (found.of, found.left_out) == (len(own.parts.test), 0)


def test_of_a_leaking_split_only_what_did_not_leak_is_its_honest_test_part():
    own, found = dataset(LEAKING), evaluation_pictures(OWN, provenance(LEAKING))
    trained = set(contents(own.pictures[own.parts.training]))
    honest = {one for one in contents(own.pictures[own.parts.test]) if one not in trained}
    assert set(contents(found.pictures)) == honest
    assert found.left_out == len(own.parts.test) - len(honest) > 0


@pytest.mark.long
def test_of_a_shipped_network_pictures_are_drawn_again_only_where_one_may_have_been_trained_on(monkeypatch):
    known = provenance(PRESETS["robust"].settings)
    rows = np.arange(0, 180_000, 900)
    drawn = sample(known.own.source, rows).pictures
    drawings, draw = [], provenance_module.sample
    monkeypatch.setattr(provenance_module, "sample", lambda *of: drawings.append(of) or draw(*of))
    assert not known.contains(dataset(FAST).pictures).any()
    assert drawings == []
    provenance_module._parts.cache_clear()
    trained = parts_of(known.own).training
    np.testing.assert_array_equal(known.contains(drawn), [digest in trained for digest in digests(drawn)])
    assert len(drawings) == 1


def test_the_prefixes_that_ship_are_those_of_what_the_network_was_trained_on(tmp_path, monkeypatch):
    own = provenance(PRESETS["robust"].settings).own
    monkeypatch.setattr(provenance_module, "SHIPPED", tmp_path)
    write_prefixes("robust", own)
    with np.load(tmp_path / "robust.prefixes.npz") as made, np.load(SHIPPED / "robust.prefixes.npz") as shipped:
        np.testing.assert_array_equal(made["gaps"], shipped["gaps"])


def test_nine_tenths_of_the_coursework_test_part_leak():
    leaking = replace(PRESETS["coursework-v3"].settings, split="coursework")
    found = evaluation_pictures("coursework", provenance(leaking))
    assert found.of == 9_600
    assert 0.88 < found.seen.mean() < 0.92  # 1 - (1 - 1 / k) ** 800 of k = 102 to 490 placements, over the classes
    own = dataset(leaking)
    np.testing.assert_array_equal(found.pictures, own.pictures[own.parts.test][:PICTURES_AT_MOST])


@pytest.mark.parametrize("name", SETS)
def test_every_set_is_the_same_each_time_holds_all_classes_and_has_a_sentence(name):
    first, again = evaluation_pictures(name, provenance(FAST)), SETS[name].draw(provenance(FAST))
    np.testing.assert_array_equal(first.pictures, again.pictures)
    assert all(len(np.unique(first.labels[:, i])) == count for i, count in enumerate((2, 2, 2, 12)))
    assert SETS[name].name == name
    assert SETS[name].about.endswith(".")


def test_painters_differ_and_spoiled_lines_lie_elsewhere():
    names, known = ("hard", "smooth", "noise", "grey", "wobble"), provenance(FAST)
    hard, smooth, noisy, grey, wobbly = (evaluation_pictures(name, known) for name in names)
    np.testing.assert_array_equal(paint(hard.lines), hard.pictures)
    assert not np.array_equal(paint(smooth.lines), smooth.pictures)
    spread = (noisy.pictures.astype(int) - paint(noisy.lines))[paint(noisy.lines) == 0]
    assert 3 < spread.std() < 8  # half of the noise is cut off at 0
    assert (grey.pictures.max(axis=3).reshape(len(grey), -1).min(axis=1) == 16).all()
    across = wobbly.lines.ends[:, 1] - wobbly.lines.ends[:, 0]
    turned = angle_error(np.degrees(np.arctan2(across[:, 1], across[:, 0])) % 180, 15.0 * wobbly.labels[:, 3])
    assert 1 < turned.mean() < 8


def test_two_networks_are_tested_on_the_same_foreign_lines():
    first, second = (evaluation_pictures("noise", provenance(settings)) for settings in (FAST, COURSEWORK))
    np.testing.assert_array_equal(first.pictures, second.pictures)


def test_an_unknown_set_is_refused_in_words():
    with pytest.raises(KeyError, match="Choose one of these"):
        evaluation_pictures("nothing", provenance(FAST))


@pytest.mark.parametrize("name", shipped_names())
def test_the_accuracy_of_a_network_is_told_alike_everywhere(name):
    """In its file, in its picker, on Evaluate and in the README: one evaluation, on its whole test part."""
    network = Catalogue().get(name)
    part = evaluation_pictures(OWN, network.provenance)
    outputs = in_batches(network.predictor, part.pictures)
    assert accuracies(outputs, part.labels) == pytest.approx(network.test)
    assert len(part) == part.of == network.run.result["test_pictures"]
    exact = network.test["exact"]
    assert network.label == f"{name} · {plain_percent(exact)} exact of {len(part):,}"
    readme = " ".join(Path(REPOSITORY, "README.md").read_text().split())
    assert f"`{name}` {plain_percent(exact, 2)} of {len(part):,}" in readme


def test_networks_share_the_pictures_that_are_the_same_for_all():
    pictures = [evaluation_pictures("coursework", provenance(settings)).pictures for settings in (FAST, COURSEWORK)]
    assert np.shares_memory(*pictures)
