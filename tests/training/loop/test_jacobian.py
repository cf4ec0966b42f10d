"""The heads' gradients apart: passed back at once where the trunk folds, and the same as one after another."""

from dataclasses import replace

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.networks import build
from model.networks.design import Convolution, Design, Dropout, Pooling
from tests.tiers import cases
from training.loop.folded_trunk import MAPS, with_maps
from training.loop.jacobian import gradients_by_head, last_layer_gradients
from training.loop.losses import head_losses
from training.loop.variable_groups import TRUNK, last_layer, size_of, trainable_variables
from training.settings import STABLE

pytestmark = pytest.mark.slow
DRAWN = sample(SamplerSettings(per_class=1, seed=3))
WEIGHTS = np.array([1.0, 2.0, 0.5, 3.0])
CONVOLUTION = Convolution(filters=5, kernel=3)
PLAIN = Design(hidden=dict.fromkeys(HEADS, (4,)))

FOLD = {
    "one convolution": PLAIN,
    "windows that overlap": replace(
        PLAIN, trunk=(CONVOLUTION, Pooling(size=3, stride=2), CONVOLUTION, Pooling(stride=1))
    ),
    "two poolings": replace(PLAIN, trunk=(CONVOLUTION, Pooling(), Pooling(size=3), CONVOLUTION)),
    "pooling first": replace(PLAIN, trunk=(Pooling(), CONVOLUTION, CONVOLUTION), ends="flatten"),
    "windows with gaps": replace(PLAIN, trunk=(CONVOLUTION, Pooling(size=2, stride=3)), ends="average"),
    "strides": replace(
        PLAIN,
        trunk=(
            Convolution(filters=7, kernel=4, stride=3),
            Convolution(filters=3, kernel=2, stride=2, padding="valid"),
            Convolution(filters=1, kernel=1),
        ),
        ends="maximum",
    ),
    "dropout behind the trunk": replace(PLAIN, trunk=(CONVOLUTION, Pooling(), Dropout()), dropout=0.5, scale=False),
}
STAY = {
    "normalised": replace(PLAIN, trunk=(CONVOLUTION, replace(CONVOLUTION, normalise=True))),
    "dropout": replace(PLAIN, trunk=(CONVOLUTION, Dropout(), CONVOLUTION)),
    "average pooling": replace(PLAIN, trunk=(CONVOLUTION, Pooling(takes="average"), CONVOLUTION)),
    "another activation": replace(PLAIN, trunk=(CONVOLUTION, replace(CONVOLUTION, activation="silu"))),
}


def skipping():
    """A trunk with a path past its second convolution."""
    import keras
    from keras import layers

    from model.networks.parts import with_heads

    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Conv2D(6, 3, activation="relu", padding="same", name="trunk_conv_1")(pixels)
    y = layers.Conv2D(6, 3, activation="relu", padding="same", name="trunk_conv_2")(x)
    x = layers.Add(name="trunk_sum")([x, y])
    return with_heads(pixels, layers.GlobalMaxPooling2D(name="trunk_features")(x), dict.fromkeys(HEADS, (4,)), dict)


def jacobians(network, training):
    """Folded if it can be, and one head after another, on the same forward pass: trunk, last layer, heads."""
    import tensorflow as tf

    wide = with_maps(network)
    with tf.GradientTape(persistent=True) as tape:
        outputs = wide(DRAWN.pictures.astype(np.float32), training=training)
        losses = head_losses(outputs, DRAWN.labels.astype(np.int32), STABLE)
    answers = []
    for given in (outputs, {name: outputs[name] for name in HEADS}):
        jacobian, own = gradients_by_head(wide, tape, losses, given)
        last, again, trunk = last_layer_gradients(wide, tape, losses, given)
        weighted = np.concatenate([np.ravel(piece) for piece in trunk(tf.constant(WEIGHTS, tf.float32))])
        np.testing.assert_allclose(weighted, WEIGHTS @ jacobian.numpy(), rtol=1e-4, atol=1e-5 * np.abs(weighted).max())
        own, again = ([np.ravel(one) for name in HEADS for one in of_all[name]] for of_all in (own, again))
        assert all((one == other).all() for one, other in zip(own, again, strict=True))
        answers.append((jacobian.numpy(), last.numpy(), own))
    return MAPS in outputs, *answers


def assert_near(first, second, tolerance):
    """As a share of the norm of each head's gradient."""
    assert first.shape == second.shape
    error = np.linalg.norm(first - second, axis=-1)
    assert (error <= tolerance * np.linalg.norm(second, axis=-1)).all()


def assert_equal_answers(one, other, tolerance=1e-6):
    assert_near(one[0], other[0], tolerance)
    assert_near(one[1], other[1], tolerance)
    np.testing.assert_array_equal(one[0][:, -one[1].shape[1] :], one[1])
    for first, second in zip(one[2], other[2], strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("name", cases(("fast", "coursework-v1", "coursework-v2", "coursework-v3"), {"fast"}))
def test_the_trunks_that_ship_fold(name, training):
    folds, *answers = jacobians(build(name, 0), training)
    assert folds
    assert_equal_answers(*answers)


@pytest.mark.parametrize("name", cases(FOLD, {"windows that overlap", "pooling first", "strides"}))
def test_trunks_of_convolutions_with_relu_and_max_pooling_fold(name):
    """Their biases are sums of up to 75,000 numbers of either sign, in float32."""
    folds, *answers = jacobians(build("custom", 1, FOLD[name]), training=True)
    assert folds
    assert_equal_answers(*answers, tolerance=1e-5)


@pytest.mark.parametrize("name", cases(STAY, {"normalised", "another activation"}))
def test_all_others_are_read_head_by_head(name):
    assert not jacobians(build("custom", 1, STAY[name]), training=True)[0]


def test_a_path_past_a_convolution_does_not_fold():
    assert not jacobians(skipping(), training=True)[0]


def test_the_last_shared_layer_has_a_kernel_and_its_normalisation():
    network = build("custom", 0, STAY["normalised"])
    names = [variable.path for variable in last_layer(trainable_variables(network)[TRUNK])]
    assert names == ["trunk_conv_2/kernel", "trunk_norm_1/gamma", "trunk_norm_1/beta"]
    network = build("coursework-v3", 0)
    assert size_of(last_layer(trainable_variables(network)[TRUNK])) == 8 * (9 * 10 + 1)
