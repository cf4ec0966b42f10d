"""Going uphill goes up, stays a picture, and repeats."""

import numpy as np
import pytest

from model.explain import VIEWS, Subject
from model.explain.feature_visualisation import SHIFT

pytestmark = pytest.mark.slow

FEW = {"steps": 30, "restarts": 2}
WISHES = [("trunk_conv_1", 0), ("trunk_pool", 1), ("angle_hidden_1", 3), ("angle", 3), ("length", 0), ("colour", 1)]


def wish(network, layer, unit, **arguments):
    return VIEWS["synthesis"].answer(Subject(network=network), layer=layer, unit=unit, **(FEW | arguments))


def liked(network, pictures, layer, unit, logits):
    """The score by a plain forward pass."""
    if layer in logits:
        return logits[layer][:, unit]
    found = [VIEWS["activations"].answer(Subject(network=network, picture=one))[f"maps/{layer}"] for one in pictures]
    return np.array([one[..., unit].mean() for one in found])


@pytest.mark.parametrize(("layer", "unit"), WISHES)
def test_the_score_rises_and_is_that_of_the_picture(layer, unit, network, plain_logits):
    if layer == "trunk_pool" and layer not in {one.name for one in network.layers}:
        layer = network.get_layer("trunk_features").name
    found = wish(network, layer, unit)
    assert found["pictures"].shape == (2, 28, 28, 3)
    assert found["scores"].shape == (2, 30)
    best = found["scores"].max(axis=1)
    assert (best > found["scores"][:, 0]).all()
    assert found["best"] == best.argmax()
    scores = liked(network, found["pictures"], layer, unit, plain_logits(network, found["pictures"]))
    rise = (best - found["scores"][:, 0]).max()
    np.testing.assert_allclose(scores, best, atol=0.05 * rise)  # pixels are rounded


def test_both_classes_of_a_head_can_be_wished(networks, plain_logits):
    for unit in (0, 1):
        found = wish(networks["fast"], "colour", unit, steps=60)
        logits = plain_logits(networks["fast"], found["pictures"])["colour"]
        assert (logits.argmax(axis=1) == unit).all()


def test_the_angle_head_gets_its_angle(networks, plain_logits):
    for unit in (0, 3, 6):
        found = wish(networks["fast"], "angle", unit, steps=80)
        assert plain_logits(networks["fast"], found["pictures"])["angle"][found["best"]].argmax() == unit


def test_equal_seeds_repeat_and_others_do_not(network):
    one, same, other = (wish(network, "angle", 2, seed=seed) for seed in (4, 4, 5))
    for name in ("pictures", "scores"):
        np.testing.assert_array_equal(one[name], same[name])
    assert not np.array_equal(one["pictures"], other["pictures"])
    assert not np.array_equal(one["pictures"][0], one["pictures"][1])


def test_it_starts_from_a_blank_picture(networks):
    found = wish(networks["fast"], "length", 1, steps=1)
    assert found["pictures"].max() < 80
    assert found["pictures"].mean() < 20


@pytest.mark.long
def test_the_direction_is_the_gradient_of_length_one_less_that_of_the_regularisers(networks):
    """By central differences, in a smooth place of a smooth wish: the score of a linear unit."""
    from model.explain import gradient_ascent

    network, rng = networks["own"], np.random.default_rng(0)
    raw = rng.normal(size=(1, 28, 28, 3)).astype(np.float32)
    shift = np.array([SHIFT, -1], np.int32)
    up = gradient_ascent.ascent(network, "trunk_conv_1")(raw, 2, shift)[1].numpy()[0]

    def light(raw):
        return 1 / (1 + np.exp(-raw.astype(float)))

    kernel = network.get_layer("trunk_conv_1").get_weights()[0].astype(float)[..., 2]

    def likes(raw):  # 5 x 5 with stride 2 and 'same': one pixel in front, two behind
        framed = np.pad(np.roll(light(raw)[0], shift, axis=(0, 1)), ((1, 2), (1, 2), (0, 0)))
        return np.mean(
            [(framed[y : y + 5, x : x + 5] * kernel).sum() for y in range(0, 28, 2) for x in range(0, 28, 2)]
        )

    def dislikes(raw):
        x = light(raw)[0]
        variation = abs(np.diff(x, axis=0)).sum() + abs(np.diff(x, axis=1)).sum()
        return gradient_ascent.VARIATION * variation + gradient_ascent.ENERGY * (x**2).sum()

    def slopes(function):
        found = np.zeros(raw.shape)
        for place in np.ndindex(*raw.shape):
            change = np.zeros(raw.shape)
            change[place] = 1e-5
            found[place] = (function(raw + change) - function(raw - change)) / 2e-5
        return found[0]

    liking = slopes(likes)
    expected = liking / np.linalg.norm(liking) - slopes(dislikes)
    np.testing.assert_allclose(up, expected, rtol=1e-2, atol=1e-4)


@pytest.mark.parametrize(("layer", "unit"), [("pixels", 0), ("angle", 12), ("width", 2), ("trunk_conv_1", 10)])
def test_what_is_not_there_cannot_be_wished(layer, unit, v3):
    with pytest.raises(ValueError, match=r"Units of .* are 0 to .*Received"):
        wish(v3, layer, unit)
