"""What holds of every view, whatever the network."""

import json

import numpy as np
import pytest

from model.explain import VIEWS, Cancelled, Subject, pack, unpack
from model.heads import HEADS

pytestmark = pytest.mark.slow

SMALL = {"synthesis": {"steps": 4, "restarts": 2}}


def arguments_of(name):
    layer = {"layer": "trunk_conv_1"} if any(one.name == "layer" for one in VIEWS[name].parameters) else {}
    return layer | SMALL.get(name, {})


@pytest.mark.parametrize("name", VIEWS)
def test_an_answer_is_plain_finite_and_survives_packing(name, subject):
    found = VIEWS[name].answer(subject, **arguments_of(name))
    again = unpack(pack(found))
    assert set(again) == set(found)
    for key, value in found.items():
        if isinstance(value, np.ndarray):
            assert value.dtype == (np.uint8 if key == "pictures" else np.float32)
            assert np.isfinite(value).all()
            np.testing.assert_array_equal(again[key], value)
        else:
            assert again[key] == value == json.loads(json.dumps(value, allow_nan=False))


@pytest.mark.parametrize("name", VIEWS)
def test_looking_changes_nothing(name, subject):
    network = subject.network
    before = network.get_weights(), subject.picture.copy(), subject.pictures.copy()
    calls = [len(layer._inbound_nodes) for layer in network.layers]
    VIEWS[name].answer(subject, **arguments_of(name))
    for one, other in zip(before[0], network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(subject.picture, before[1])
    np.testing.assert_array_equal(subject.pictures, before[2])
    assert [len(layer._inbound_nodes) for layer in network.layers] == calls


@pytest.mark.parametrize("name", VIEWS)
def test_equal_questions_have_equal_answers(name, subject):
    one, same = (pack(VIEWS[name].answer(subject, **arguments_of(name))) for _ in range(2))
    for key, value in unpack(one).items():
        np.testing.assert_array_equal(unpack(same)[key], value)


@pytest.mark.parametrize("name", [name for name, view in VIEWS.items() if view.slow])
def test_slow_views_tell_how_far_they_are_and_stop_when_told(name, subject):
    told = []
    VIEWS[name].answer(subject, told.append, **arguments_of(name))
    assert told == sorted(told)
    assert len(told) > 2
    assert told[0] > 0
    assert told[-1] == 1
    after = []

    def cancel(share):
        after.append(share)
        if len(after) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        VIEWS[name].answer(subject, cancel, **arguments_of(name))
    assert len(after) == 2


def test_a_logit_is_what_the_last_activation_takes(network, drawn, plain_logits):
    from model.explain.tracing import logits_of

    pictures = drawn.pictures[::24].astype(np.float32)
    found, expected = logits_of(network)(pictures), plain_logits(network, pictures)
    outputs = network(pictures)
    for name, head in HEADS.items():
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-4, atol=1e-4)
        z = found[name].numpy().astype(float)
        if head.units > 1:
            powers = np.exp(z - z.max(axis=1, keepdims=True))
            np.testing.assert_allclose(outputs[name], powers / powers.sum(axis=1, keepdims=True), atol=1e-5)
        else:
            np.testing.assert_allclose(outputs[name][:, 0], 1 / (1 + np.exp(-z[:, 1])), atol=1e-5)
            np.testing.assert_array_equal(z[:, 0], -z[:, 1])


def test_a_second_question_traces_nothing(network, drawn):
    from model.explain import tracing

    VIEWS["activations"].answer(Subject(network=network, picture=drawn.pictures[0]))
    for picture in drawn.pictures[:3]:
        VIEWS["activations"].answer(Subject(network=network, picture=picture))
        for method in ("occlusion", "integrated-gradients"):
            VIEWS["attribution"].answer(Subject(network=network, picture=picture), method=method, randomised=True)
    for function in (tracing.values_of(network), tracing.logits_of(network)):
        assert function.experimental_get_tracing_count() == 1


def test_a_network_whose_weights_change_is_looked_at_anew(networks, picture):
    import keras

    network = keras.models.clone_model(networks["fast"])
    before = VIEWS["attribution"].answer(Subject(network=network, picture=picture))
    network.set_weights(networks["fast"].get_weights())
    after = VIEWS["attribution"].answer(Subject(network=network, picture=picture))
    trained = VIEWS["attribution"].answer(Subject(network=networks["fast"], picture=picture))
    assert before["scores"] != after["scores"]
    assert after["scores"] == pytest.approx(trained["scores"])


def test_other_networks_are_refused_in_words(picture):
    import keras

    pixels = keras.Input((28, 28, 3))
    other = keras.Model(pixels, keras.layers.Flatten()(pixels))
    with pytest.raises(ValueError, match="answers length, width, colour, angle"):
        VIEWS["structure"].answer(Subject(network=other))


def test_a_layer_is_one_of_the_network(v3):
    with pytest.raises(ValueError, match=r"`layer` must be one of pixels, trunk_conv_1.*Received: 'nowhere'"):
        VIEWS["layer"].answer(Subject(network=v3), layer="nowhere")


def test_the_weights_of_a_layer_are_those_of_keras(network):
    for layer in network.layers:
        found = VIEWS["layer"].answer(Subject(network=network), layer=layer.name)
        assert list(found) == [weight.name for weight in layer.weights]
        for weight in layer.weights:
            np.testing.assert_array_equal(found[weight.name], weight.numpy())
