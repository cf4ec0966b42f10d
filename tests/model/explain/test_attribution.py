"""Attributions agree with plain loops and finite differences, and keep the axioms of their papers."""

from itertools import product

import numpy as np
import pytest

from model.explain import VIEWS, Subject, integrated
from model.explain.attribution import ATTRIBUTION_METHODS
from model.explain.occlusion import PATCH
from model.explain.sanity_check import shuffled
from model.heads import HEADS
from model.networks.parts import with_heads
from tests.tiers import cases

pytestmark = pytest.mark.slow

EXACT = {"rtol": 1e-3, "atol": 1e-3}


def attribution(network, picture, **arguments):
    return VIEWS["attribution"].answer(Subject(network=network, picture=picture), **arguments)


def toy(activation="relu", hidden=4, seed=3):
    """One convolution over blocks of 4 x 4 pixels and one hidden layer a head; pixels of 0..255 at a human scale."""
    import keras

    keras.utils.set_random_seed(seed)
    pixels = keras.Input((28, 28, 3), name="pixels")
    x = keras.layers.Rescaling(1 / 255, name="trunk_scale")(pixels)
    x = keras.layers.Conv2D(3, 4, strides=4, activation=activation, name="trunk_conv_1")(x)
    network = with_heads(pixels, keras.layers.Flatten(name="trunk_features")(x), dict.fromkeys(HEADS, (hidden,)), dict)
    for name in HEADS:
        network.get_layer(f"{name}_hidden_1").activation = keras.activations.get(activation)
    return network


def in_numpy(network, f):
    """The toy's logits in float64; `f` is its activation."""
    weights = {layer.name: [one.astype(float) for one in layer.get_weights()] for layer in network.layers}

    def trunk(pictures):
        blocks = (pictures / 255).reshape(-1, 7, 4, 7, 4, 3).transpose(0, 1, 3, 2, 4, 5).reshape(-1, 7, 7, 48)
        kernel, bias = weights["trunk_conv_1"]
        return f(blocks @ kernel.reshape(48, -1) + bias)

    def head(name, maps):
        (kernel, bias), (last, own) = weights[f"{name}_hidden_1"], weights[name]
        z = f(maps.reshape(len(maps), -1) @ kernel + bias) @ last + own
        return z if z.shape[1] > 1 else np.concatenate([-z, z], axis=1)

    return trunk, head


def softplus(x):
    return np.log1p(np.exp(-abs(x))) + np.maximum(x, 0)


def enlarged(small):
    """Bilinear, with the pixels' centres at halves, by loops."""
    h, w = small.shape
    found = np.zeros((28, 28))
    for y, x in product(range(28), repeat=2):
        v, u = np.clip((y + 0.5) * h / 28 - 0.5, 0, h - 1), np.clip((x + 0.5) * w / 28 - 0.5, 0, w - 1)
        top, left = int(v), int(u)
        below, right = min(top + 1, h - 1), min(left + 1, w - 1)
        a, b = v - top, u - left
        found[y, x] = (1 - a) * ((1 - b) * small[top, left] + b * small[top, right])
        found[y, x] += a * ((1 - b) * small[below, left] + b * small[below, right])
    return found


def test_the_classes_are_the_likeliest_and_the_scores_their_logits(network, picture, plain_logits):
    found, logits = attribution(network, picture), plain_logits(network, picture[None])
    for name in HEADS:
        assert found["classes"][name] == logits[name][0].argmax()
        assert found["scores"][name] == pytest.approx(logits[name][0].max(), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "layer"), [("coursework-v3", "trunk_pool_2"), ("fast", "trunk_conv_2"), ("own", "trunk_pool")]
)
def test_grad_cam_looks_at_the_last_map(name, layer, networks, picture):
    assert attribution(networks[name], picture)["layer"] == layer


def test_grad_cam_agrees_with_finite_differences(picture):
    network = toy("softplus")
    found, (trunk, head) = attribution(network, picture), in_numpy(network, softplus)
    maps = trunk(picture[None].astype(float))  # (1, 7, 7, 3)
    step = 1e-4
    for name in HEADS:
        cam = np.zeros((7, 7))
        for k in range(3):
            slopes = []
            for y, x in product(range(7), repeat=2):
                change = np.zeros_like(maps)
                change[0, y, x, k] = step
                here = [head(name, maps + sign * change)[0, found["classes"][name]] for sign in (1, -1)]
                slopes.append((here[0] - here[1]) / (2 * step))
            cam += np.mean(slopes) * maps[0, :, :, k]
        np.testing.assert_allclose(found[f"map/{name}"], enlarged(np.maximum(cam, 0)), rtol=1e-3, atol=1e-5)


def test_grad_cam_agrees_with_the_keras_recipe(network, picture):
    """The usual way: a model of two outputs, made from a copy."""
    import keras
    import tensorflow as tf

    found = attribution(network, picture)
    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    for name in HEADS:
        last = copy.get_layer(name)
        last.activation = keras.activations.linear
        both = keras.Model(copy.input, [copy.get_layer(found["layer"]).output, copy.output[name]])
        with tf.GradientTape() as tape:
            maps, logits = both(picture[None].astype(np.float32))
            wanted = logits[0, found["classes"][name]] if HEADS[name].units > 1 else logits[0, 0]
            score = wanted if HEADS[name].units > 1 or found["classes"][name] else -wanted
        weights = tape.gradient(score, maps).numpy()[0].mean(axis=(0, 1))
        cam = np.maximum(maps.numpy()[0] @ weights, 0)
        np.testing.assert_allclose(found[f"map/{name}"], enlarged(cam), rtol=1e-3, atol=1e-3 * max(cam.max(), 1e-3))


def test_integrated_gradients_agree_with_finite_differences(picture, monkeypatch):
    monkeypatch.setattr(integrated, "POINTS", 8)
    network = toy("softplus")
    found, (trunk, head) = attribution(network, picture, method="integrated-gradients"), in_numpy(network, softplus)
    lit = np.argwhere(picture > 0)
    step = 0.01  # of 255
    for name in HEADS:
        slopes = np.zeros(picture.shape)
        for point in (np.arange(8) + 0.5) / 8:
            around = np.repeat(point * picture[None].astype(float), 2 * len(lit), axis=0)
            for i, (y, x, c) in enumerate(lit):
                around[2 * i, y, x, c] += step
                around[2 * i + 1, y, x, c] -= step
            logits = head(name, trunk(around))[:, found["classes"][name]]
            slopes[tuple(lit.T)] += (logits[::2] - logits[1::2]) / (2 * step) / 8
        np.testing.assert_allclose(found[f"map/{name}"], (picture * slopes).sum(axis=-1), rtol=1e-3, atol=1e-5)


def test_integrated_gradients_are_complete(network, picture, plain_logits):
    """Sundararajan et al., proposition 1: the map sums up to the logit less that of the black picture."""
    found = attribution(network, picture, method="integrated-gradients")
    logits = plain_logits(network, np.stack([picture, 0 * picture]))
    for name in HEADS:
        here, black = logits[name][:, found["classes"][name]].astype(float)
        total = found[f"map/{name}"].sum(dtype=float)
        assert found["gaps"][name] == pytest.approx(total - (here - black), abs=2e-3)
        assert abs(found["gaps"][name]) < 0.02 * abs(here - black) + 0.05


def test_integrated_gradients_of_a_linear_network_leave_no_gap(picture):
    network = toy("linear")
    found = attribution(network, picture, method="integrated-gradients")
    assert max(abs(gap) for gap in found["gaps"].values()) < 1e-4


@pytest.mark.parametrize("method", ATTRIBUTION_METHODS)
def test_equal_functions_have_equal_maps(method, picture):
    """Implementation invariance: every hidden unit twice, with half the weight each, is the same function."""
    one, double = toy(hidden=4), toy(hidden=8)
    for layer in one.layers:
        weights = layer.get_weights()
        if layer.name.endswith("hidden_1"):
            weights = [np.concatenate([weight, weight], axis=-1) for weight in weights]
        elif layer.name in HEADS:
            weights = [np.concatenate([weights[0], weights[0]]) / 2, weights[1]]
        double.get_layer(layer.name).set_weights(weights)
    a, b = (attribution(network, picture, method=method) for network in (one, double))
    for name in HEADS:
        np.testing.assert_allclose(a[f"map/{name}"], b[f"map/{name}"], rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("method", ["integrated-gradients", "occlusion"])
def test_what_the_network_does_not_read_has_no_part(method):
    """Sensitivity: with no weight on the left half and on green, these are 0, and elsewhere something is not."""
    network = toy("softplus")
    convolution, rng = network.get_layer("trunk_conv_1"), np.random.default_rng(0)
    kernel, bias = convolution.get_weights()
    kernel[:, :, 1] = 0
    convolution.set_weights([kernel, bias])
    for name in HEADS:
        layer = network.get_layer(f"{name}_hidden_1")
        weights = layer.get_weights()
        weights[0].reshape(7, 7, 3, -1)[:, :4] = 0
        layer.set_weights(weights)
    picture = rng.integers(0, 256, (28, 28, 3), dtype=np.uint8)
    half = PATCH // 2 if method == "occlusion" else 0
    found = attribution(network, picture, method=method)
    green = attribution(network, picture * np.array([0, 1, 0], np.uint8), method=method)
    for name in HEADS:
        np.testing.assert_allclose(found[f"map/{name}"][:, : 16 - half], 0, atol=1e-6)
        np.testing.assert_allclose(green[f"map/{name}"], 0, atol=1e-6)
        assert abs(found[f"map/{name}"][:, 16:]).min() > 0


def test_occlusion_agrees_with_a_loop(network, picture, plain_logits):
    found = attribution(network, picture, method="occlusion")
    hidden = np.repeat(picture[None], 28 * 28, axis=0)
    for i, (y, x) in enumerate(product(range(28), repeat=2)):
        for v, u in product(range(y - 2, y + 3), range(x - 2, x + 3)):
            if 0 <= v < 28 and 0 <= u < 28:
                hidden[i, v, u] = 0
    whole, without = plain_logits(network, picture[None]), plain_logits(network, hidden)
    for name in HEADS:
        chosen = found["classes"][name]
        drop = (whole[name][0, chosen] - without[name][:, chosen]).reshape(28, 28)
        np.testing.assert_allclose(found[f"map/{name}"], drop, **EXACT)


@pytest.mark.parametrize("method", cases(ATTRIBUTION_METHODS, {"integrated-gradients"}))
def test_a_black_picture_gets_finite_maps(method, network):
    found = attribution(network, np.zeros((28, 28, 3), np.uint8), method=method, randomised=True)
    for name in HEADS:
        assert np.isfinite(found[f"map/{name}"]).all()
        if method != "grad-cam":
            assert not found[f"map/{name}"].any()
            assert found["similarity"][name] is None


@pytest.mark.parametrize("method", ATTRIBUTION_METHODS)
def test_shuffled_weights_change_the_maps(method, network, picture):
    true = attribution(network, picture, method=method)
    found = attribution(network, picture, method=method, randomised=True)
    other = attribution(network, picture, method=method, randomised=True, seed=1)
    assert found["classes"] == true["classes"]
    for name in HEADS:
        assert found["scores"][name] != true["scores"][name]
        assert found["similarity"][name] is None or found["similarity"][name] < 0.999
    joined = [np.stack([one[f"map/{name}"] for name in HEADS]) for one in (true, found, other)]
    assert not np.allclose(joined[0], joined[1])
    assert not np.allclose(joined[1], joined[2])


def test_similarity_is_that_of_scipy(v3, picture):
    from scipy.stats import spearmanr

    for method, how in ATTRIBUTION_METHODS.items():
        true = attribution(v3, picture, method=method)
        found = attribution(v3, picture, method=method, randomised=True)
        places = how.places(picture.astype(np.float32))
        for name in HEADS:
            maps = [abs(one[f"map/{name}"][places]) for one in (true, found)]
            if found["similarity"][name] is None:
                assert any(np.ptp(one) == 0 for one in maps)
            else:
                assert found["similarity"][name] == pytest.approx(spearmanr(*maps).statistic, abs=1e-9)


def test_shuffling_keeps_the_numbers_and_leaves_the_network_alone(network):
    before = network.get_weights()
    other = shuffled(network, seed=0)
    assert other is not network
    for kept, weight, mixed in zip(before, network.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(kept, weight)
        np.testing.assert_array_equal(np.sort(weight, axis=None), np.sort(mixed, axis=None))
    kernels = [(a, b) for a, b in zip(before, other.get_weights(), strict=True) if a.size > 20]
    assert not any(np.array_equal(a, b) for a, b in kernels if np.ptp(a) > 0)
    same = [weight.copy() for weight in other.get_weights()]
    shuffled(network, seed=5)
    for one, again in zip(same, shuffled(network, seed=0).get_weights(), strict=True):
        np.testing.assert_array_equal(one, again)
