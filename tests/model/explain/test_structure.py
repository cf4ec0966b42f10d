"""The network as a list, and what each layer makes of a picture."""

from itertools import product

import numpy as np
import pytest

from model.explain import VIEWS, Subject
from model.explain.structure import operations
from model.heads import HEADS
from model.networks import NETWORKS, build

pytestmark = pytest.mark.slow

# Output values times the weights that each is made with.
OF_V3 = {
    "trunk_conv_1": 28 * 28 * 10 * (5 * 5 * 3),
    "trunk_conv_2": 12 * 12 * 8 * (3 * 3 * 10),
    "length_hidden_1": 288 * 128,
    "length_hidden_2": 128 * 32,
    "length": 32,
    "width_hidden_1": 288 * 64,
    "width_hidden_2": 64 * 8,
    "width": 8,
    "colour_hidden_1": 288 * 64,
    "colour_hidden_2": 64 * 8,
    "colour": 8,
    "angle_hidden_1": 288 * 128,
    "angle_hidden_2": 128 * 64,
    "angle": 64 * 12,
}
OF_FAST = {"trunk_scale": 28 * 28 * 3, "trunk_conv_1": 7 * 7 * 32 * 7 * 7 * 3, "trunk_conv_2": 7 * 7 * 64 * 3 * 3 * 32}
OF_OWN = {
    "trunk_conv_1": 14 * 14 * 6 * 5 * 5 * 3,
    "trunk_norm": 14 * 14 * 6,
    "trunk_depth": 14 * 14 * 6 * 3 * 3,
    "trunk_relu": 0,
    "trunk_add": 0,
    "trunk_pool": 0,
    "angle_hidden_1": (7 * 7 * 6 + 6) * 8,
}


def structure(network):
    return VIEWS["structure"].answer(Subject(network=network))


@pytest.mark.parametrize("name", NETWORKS)
def test_parameters_are_those_that_keras_counts(name):
    network = build(name, seed=0)
    found = structure(network)
    assert found["parameters"] == network.count_params() == sum(one["parameters"] for one in found["layers"])
    for one in found["layers"]:
        assert one["parameters"] == network.get_layer(one["name"]).count_params()


@pytest.mark.parametrize(("name", "expected"), [("coursework-v3", OF_V3), ("fast", OF_FAST), ("own", OF_OWN)])
def test_operations_are_those_counted_by_hand(name, expected, networks):
    found = structure(networks[name])
    operations = {one["name"]: one["operations"] for one in found["layers"]}
    assert {layer: operations[layer] for layer in expected} == expected
    assert found["operations"] == sum(operations.values())
    if name == "coursework-v3":
        assert found["operations"] == sum(expected.values()) == 816_400


def test_operations_of_rarer_layers():
    from keras import layers

    def count(layer, shape=(8, 8, 4)):
        layer.build((None, *shape))
        return operations(layer, [shape], layer.compute_output_shape((None, *shape))[1:])

    assert count(layers.Conv2D(6, 3, groups=2)) == 6 * 6 * 6 * 3 * 3 * (4 // 2)
    assert count(layers.SeparableConv2D(5, 3)) == 6 * 6 * 4 * 3 * 3 + 6 * 6 * 5 * 4
    assert count(layers.DepthwiseConv2D(3, depth_multiplier=2)) == 6 * 6 * 8 * 3 * 3
    assert count(layers.Conv2DTranspose(5, 3)) == 8 * 8 * 4 * 3 * 3 * 5
    assert count(layers.Dense(5)) == 8 * 8 * 5 * 4
    assert count(layers.GlobalAveragePooling2D()) == 0


def test_every_layer_comes_after_its_inputs_and_heads_in_their_order(network):
    layers = structure(network)["layers"]
    assert layers[0] | {"kind": "InputLayer", "owner": "trunk", "inputs": [], "shape": [28, 28, 3]} == layers[0]
    assert {one["name"] for one in layers} == {layer.name for layer in network.layers}
    seen = set()
    for one in layers:
        assert set(one["inputs"]) <= seen
        assert bool(one["inputs"]) == (one["kind"] != "InputLayer")
        seen.add(one["name"])
    assert [one["name"] for one in layers][-4:] == list(HEADS)
    assert [one["owner"] for one in layers][-4:] == list(HEADS)


def test_a_layer_is_described(networks):
    rows = {one["name"]: one for one in structure(networks["coursework-v3"])["layers"]}
    convolution = rows["trunk_conv_2"]
    assert convolution["activation"] == "relu"
    assert convolution["shape"] == [12, 12, 8]
    shape = {"filters": 8, "kernel": [3, 3], "strides": [1, 1], "padding": "valid"}
    assert convolution["details"] | shape == convolution["details"]
    assert rows["trunk_pool_1"]["details"] == {"pool": [2, 2], "strides": [2, 2], "padding": "valid"}
    assert rows["angle"]["details"] == {"units": 12, "bias": True}
    assert rows["angle"]["activation"] == "softmax"
    assert {one["name"]: one for one in structure(networks["own"])["layers"]}["trunk_add"]["inputs"] == [
        "trunk_relu",
        "trunk_depth",
    ]


def test_activations_are_those_of_sub_models(subject):
    import keras

    network = keras.models.clone_model(subject.network)  # a sub-model leaves traces in the layers it is made of
    network.set_weights(subject.network.get_weights())
    found = VIEWS["activations"].answer(subject)
    assert set(found) == {f"maps/{layer.name}" for layer in network.layers}
    for layer in network.layers:
        part = keras.Model(network.input, layer.output)
        expected = part(subject.picture[None].astype(np.float32)).numpy()[0]
        np.testing.assert_allclose(found[f"maps/{layer.name}"], expected, rtol=1e-4, atol=1e-4)
        assert found[f"maps/{layer.name}"].shape == tuple(layer.output.shape[1:])


def test_a_convolution_and_a_pooling_are_what_plain_loops_say(v3, picture):
    found = VIEWS["activations"].answer(Subject(network=v3, picture=picture))
    weights = VIEWS["layer"].answer(Subject(network=v3), layer="trunk_conv_1")
    kernel, bias = weights["kernel"].astype(float), weights["bias"].astype(float)
    framed = np.pad(picture.astype(float), ((2, 2), (2, 2), (0, 0)))  # 'same'
    convolved = np.zeros((28, 28, 10))
    for y, x in product(range(28), repeat=2):
        for f in range(10):
            convolved[y, x, f] = max((framed[y : y + 5, x : x + 5] * kernel[..., f]).sum() + bias[f], 0)
    np.testing.assert_allclose(found["maps/trunk_conv_1"], convolved, rtol=1e-4, atol=1e-3)
    pooled = convolved.reshape(14, 2, 14, 2, 10).max(axis=(1, 3))
    np.testing.assert_allclose(found["maps/trunk_pool_1"], pooled, rtol=1e-4, atol=1e-3)
