"""One answer for all classes: the heads are its marginals, in Keras and in LiteRT."""

import numpy as np
import pytest

from data.labels import CLASS_COUNT, labels_of
from model.explain import VIEWS, Subject
from model.heads import HEADS
from model.networks import build, is_joint
from model.networks.design import Convolution, Design, Pooling
from model.networks.joint import JOINT, in_known_layers, with_joint
from model.predict import Predictor
from model.saving import artefacts, load_weights
from model.scores import class_probabilities

pytestmark = pytest.mark.slow
TOY = Design(trunk=(Convolution(filters=4, stride=4, normalise=True), Pooling()), ends="flatten", joint=(8,))
PICTURES = np.random.default_rng(0).integers(0, 256, (30, 28, 28, 3)).astype(np.uint8)


@pytest.fixture(scope="module")
def network():
    """Larger weights than the first ones, so that it is sure of some answers."""
    network = build("custom", 0, TOY)
    kernel, bias = network.get_layer(JOINT).get_weights()
    network.get_layer(JOINT).set_weights([20 * kernel, bias + np.linspace(-9, 9, CLASS_COUNT)])
    return network


def plain_marginals(logits):
    """Per head `(n, classes)`: the probabilities of all combinations, added up one by one."""
    powers = np.exp(logits.astype(float) - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    found = {name: np.zeros((len(logits), len(head.classes))) for name, head in HEADS.items()}
    for number, labels in enumerate(labels_of(np.arange(CLASS_COUNT))):
        for name, label in zip(HEADS, labels, strict=True):
            found[name][:, label] += probabilities[:, number]
    return found


def test_the_heads_are_the_marginals_of_the_joint_answer(network):
    outputs = {name: value.numpy() for name, value in with_joint(network)(PICTURES.astype("f4")).items()}
    logits, answers = outputs.pop(JOINT), class_probabilities(outputs)
    assert np.ptp(logits) > 20
    for name, expected in plain_marginals(logits).items():
        np.testing.assert_allclose(answers[name], expected, atol=1e-6)


def test_litert_gives_the_same_four_heads_and_weights_come_back(network):
    files = artefacts(network, {})
    answers = Predictor(files["network.tflite"])(PICTURES)
    other = build("custom", 5, TOY)
    load_weights(other, files["weights.npz"])
    outputs = {name: value.numpy() for name, value in other(PICTURES.astype("f4")).items()}
    assert list(answers) == list(HEADS)
    for name, expected in class_probabilities(outputs).items():
        np.testing.assert_allclose(answers[name], expected, atol=1e-5)


def test_the_same_heads_are_told_by_layers_that_keras_has_everywhere_and_training_keeps_their_sums(network):
    import keras

    known = in_known_layers(network)
    assert all(type(layer) is getattr(keras.layers, type(layer).__name__, None) for layer in known.layers)
    assert [one.path for one in known.trainable_variables] == [one.path for one in network.trainable_variables]
    pixels = PICTURES.astype("f4")
    for name, expected in network(pixels).items():
        np.testing.assert_allclose(known(pixels)[name], expected, atol=1e-6)
    four = build("fast", 0)
    assert in_known_layers(four) is four


def test_asking_for_the_joint_answer_leaves_the_network_as_it_is(network):
    nodes = [len(layer._inbound_nodes) for layer in network.layers]
    whole = with_joint(network)
    assert [len(layer._inbound_nodes) for layer in network.layers] == nodes
    assert [id(one) for one in whole.weights] == [id(one) for one in network.weights]
    assert set(network.output) == set(HEADS)
    plain = build("fast", 0)
    assert with_joint(plain) is plain


def test_only_some_networks_have_one_answer():
    assert is_joint("one-head")
    assert is_joint("custom", TOY)
    assert not any(is_joint(name) for name in ("fast", "coursework-v3", "custom", "nonsense"))


@pytest.mark.parametrize(
    ("view", "arguments"),
    [
        ("structure", {}),
        ("activations", {}),
        ("layer", {"layer": JOINT}),
        *[("attribution", {"method": name, "randomised": True}) for name in ("grad-cam", "integrated-gradients")],
        ("synthesis", {"layer": "angle", "unit": 4, "steps": 2, "restarts": 1}),
        ("synthesis", {"layer": "trunk_conv_1", "unit": 1, "steps": 2, "restarts": 1}),
        ("ablation", {"layer": "trunk_conv_1"}),
        ("readability", {}),
    ],
)
def test_every_view_looks_inside(network, view, arguments):
    labels = labels_of(np.arange(len(PICTURES)))
    subject = Subject(network=network, picture=PICTURES[0], pictures=PICTURES, labels=labels)
    found = VIEWS[view].answer(subject, **arguments)
    assert found
    if view == "attribution":
        assert all(np.isfinite(found[f"map/{head}"]).all() for head in HEADS)


def test_the_logits_of_a_head_are_those_of_its_marginal(network):
    """What the views call a score: softmax of it is the head's answer."""
    from model.explain.tracing import logits_of

    logits = logits_of(network)(PICTURES.astype("f4"))
    outputs = {name: value.numpy() for name, value in network(PICTURES.astype("f4")).items()}
    angles, widths = logits["angle"].numpy().astype(float), logits["width"].numpy().astype(float)
    powers = np.exp(angles - angles.max(axis=1, keepdims=True))
    np.testing.assert_allclose(powers / powers.sum(axis=1, keepdims=True), outputs["angle"], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(np.exp(-np.logaddexp(0, -widths[:, 1:])), outputs["width"], rtol=1e-4, atol=1e-6)
