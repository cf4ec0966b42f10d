"""What each layer knows, from the network to the table."""

from dataclasses import replace

import numpy as np
import pytest

from model.explain import VIEWS, Subject, linear_probes
from model.explain.ridge_classifier import ridge_predictions

pytestmark = pytest.mark.slow


def look(subject, **arguments):
    return VIEWS["readability"].answer(subject, **arguments)


def test_it_reads_the_picture_the_trunk_and_the_hidden_layers(subject):
    found = look(subject)
    names = [layer["name"] for layer in VIEWS["structure"].answer(subject)["layers"]]
    assert found["layers"] == [name for name in names if name not in ("length", "width", "colour", "angle")]
    assert found["accuracy"].shape == (len(found["layers"]), 4)


def test_it_agrees_with_activations_read_one_by_one(subject):
    found = look(subject, seed=3)
    known, new = linear_probes.halves(subject.pictures, 3)
    layer = found["layers"].index("angle_hidden_1")
    features = np.stack(
        [
            VIEWS["activations"].answer(Subject(network=subject.network, picture=picture))["maps/angle_hidden_1"]
            for picture in subject.pictures
        ]
    )
    answers = ridge_predictions(features[known], subject.labels[known], features[new], [2, 2, 2, 12])
    np.testing.assert_allclose(found["accuracy"][layer], (answers == subject.labels[new]).mean(axis=0), atol=0.02)
    for i in range(4):
        commonest = np.bincount(subject.labels[known, i]).argmax()
        assert found["chance"][i] == pytest.approx((subject.labels[new, i] == commonest).mean())


def test_layers_that_hold_the_same_read_the_same(networks, drawn):
    found = look(Subject(network=networks["own"], pictures=drawn.pictures, labels=drawn.labels))
    rows = dict(zip(found["layers"], found["accuracy"].tolist(), strict=True))
    assert rows["pixels"] == rows["trunk_scale"]
    assert rows["trunk_add"] == rows["trunk_dropout"]
    assert rows["trunk_pool"] == rows["trunk_flat"]


def test_labels_that_mean_nothing_are_read_by_chance(networks, drawn):
    labels = np.random.default_rng(0).permutation(drawn.labels)
    found = look(Subject(network=networks["fast"], pictures=drawn.pictures, labels=labels))
    np.testing.assert_allclose(found["accuracy"].mean(axis=0), [0.5, 0.5, 0.5, 1 / 12], atol=0.08)


def test_the_trained_heads_hidden_layer_knows_its_property_best(networks, drawn):
    found = look(Subject(network=networks["fast"], pictures=drawn.pictures, labels=drawn.labels))
    rows = dict(zip(found["layers"], found["accuracy"][:, 3], strict=True))
    assert rows["angle_hidden_1"] > rows["trunk_conv_1"] + 0.2 > rows["pixels"] + 0.2


def test_large_maps_are_averaged_until_they_fit(subject, monkeypatch):
    monkeypatch.setattr(linear_probes, "FEATURES", 600)
    small = replace(subject, pictures=subject.pictures[:6], labels=subject.labels[:6])
    linear_probes._traced.cache_clear()
    found = linear_probes._features(small, lambda share: None)
    linear_probes._traced.cache_clear()
    pixels = small.pictures.astype(float).reshape(6, 14, 2, 14, 2, 3).mean(axis=(2, 4))
    np.testing.assert_allclose(found["pixels"], pixels.reshape(6, -1), rtol=1e-5, atol=1e-4)
    maps = [one for one in found.values() if one.shape[1] > 600]
    assert not maps
