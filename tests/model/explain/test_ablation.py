"""Silencing a filter is the same as a copy of the network that lacks it."""

import numpy as np
import pytest

from model.explain import VIEWS, Subject
from model.heads import HEADS
from model.scores import accuracies, class_probabilities
from tests.tiers import cases

pytestmark = pytest.mark.slow


def ablation(subject, layer):
    return VIEWS["ablation"].answer(subject, layer=layer)


def accuracy(network, subject):
    outputs = {name: value.numpy() for name, value in network(subject.pictures.astype(np.float32)).items()}
    found = accuracies(class_probabilities(outputs), subject.labels)
    return [found[name] for name in HEADS]


def without(network, layer, i):
    """A copy in which all weights of a layer that lead to its i-th output are 0."""
    import keras

    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    weights = copy.get_layer(layer).get_weights()
    for weight in weights[:2]:  # kernel and bias, or scale and offset
        weight[..., i] = 0
    copy.get_layer(layer).set_weights(weights)
    return copy


@pytest.mark.parametrize(
    ("name", "layer", "units"),
    cases(
        (("coursework-v3", "trunk_conv_1", 10), ("coursework-v3", "angle_hidden_2", 64), ("fast", "trunk_conv_2", 64)),
        {("fast", "trunk_conv_2", 64)},
    ),
)
def test_it_agrees_with_copies_whose_weights_are_zero(name, layer, units, networks, drawn):
    subject = Subject(network=networks[name], pictures=drawn.pictures[::3], labels=drawn.labels[::3])
    found = ablation(subject, layer)
    assert found["accuracy"].shape == (units, 4)
    np.testing.assert_allclose(found["base"], accuracy(subject.network, subject), atol=1e-6)
    for i in range(0, units, max(units // 5, 1)):
        expected = accuracy(without(subject.network, layer, i), subject)
        np.testing.assert_allclose(found["accuracy"][i], expected, atol=1e-6)


def test_a_way_past_a_layer_is_silenced_too(networks, drawn):
    """What the normalisation gives is activated, then read by a convolution and added to what that gives."""
    subject = Subject(network=networks["own"], pictures=drawn.pictures[::3], labels=drawn.labels[::3])
    for layer in ("trunk_norm", "trunk_relu"):
        found = ablation(subject, layer)
        for i in range(6):
            expected = accuracy(without(subject.network, "trunk_norm", i), subject)
            np.testing.assert_allclose(found["accuracy"][i], expected, atol=1e-6)


def test_a_heads_own_layer_means_nothing_to_the_others(subject):
    found = ablation(subject, "colour_hidden_1")
    others = [i for i, name in enumerate(HEADS) if name != "colour"]
    for row in found["accuracy"]:
        np.testing.assert_array_equal(row[others], found["base"][others])


def test_filters_matter(v3, drawn):
    subject = Subject(network=v3, pictures=drawn.pictures, labels=drawn.labels)
    found = ablation(subject, "trunk_conv_2")
    assert (found["accuracy"].min(axis=0) < found["base"] - 0.02).all()


@pytest.mark.parametrize("layer", ["pixels", "angle"])
def test_the_picture_and_the_answers_have_no_filters(layer, subject):
    with pytest.raises(ValueError, match="Choose a convolution or a hidden layer"):
        ablation(subject, layer)
