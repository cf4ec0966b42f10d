"""Networks to look into: two shipped ones, and one of every kind of layer."""

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.explain import Subject
from model.heads import HEADS
from model.predict.predictor import SHIPPED
from tests.tiers import cases


@pytest.fixture(scope="session")
def drawn():
    return sample(SamplerSettings(per_class=4, seed=11))


@pytest.fixture(scope="session")
def picture(drawn):
    return drawn.pictures[250]


@pytest.fixture(scope="session")
def networks():
    return {"coursework-v3": shipped("coursework-v3"), "fast": shipped("fast"), "own": own()}


@pytest.fixture(params=cases(("coursework-v3", "fast", "own"), {"own"}))
def network(request, networks):
    return networks[request.param]


@pytest.fixture
def subject(network, picture, drawn):
    rows = np.random.default_rng(0).permutation(len(drawn.pictures))[:120]
    return Subject(network=network, picture=picture, pictures=drawn.pictures[rows], labels=drawn.labels[rows])


@pytest.fixture
def v3(networks):
    return networks["coursework-v3"]


def shipped(name):
    from model.networks import build
    from model.saving import load_weights

    network = build(name, seed=0)
    load_weights(network, (SHIPPED / f"{name}.weights.npz").read_bytes())
    return network


def own():
    """What a user may build: normalisation, dropout, a way past a layer, two ways joined, an activation on its own."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(7)
    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Rescaling(1 / 255, name="trunk_scale")(pixels)
    x = layers.Conv2D(6, 5, strides=2, padding="same", use_bias=False, name="trunk_conv_1")(x)
    x = layers.BatchNormalization(name="trunk_norm")(x)
    x = layers.Activation("relu", name="trunk_relu")(x)
    deep = layers.DepthwiseConv2D(3, padding="same", activation="relu", name="trunk_depth")(x)
    x = layers.Add(name="trunk_add")([x, deep])
    x = layers.Dropout(0.5, name="trunk_dropout")(x)
    x = layers.AveragePooling2D(2, name="trunk_pool")(x)
    most = layers.GlobalMaxPooling2D(name="trunk_most")(x)
    x = layers.Concatenate(name="trunk_features")([layers.Flatten(name="trunk_flat")(x), most])
    outputs = {}
    for name, head in HEADS.items():
        y = layers.Dense(8, activation="relu", name=f"{name}_hidden_1")(x)
        y = layers.Dense(head.units, name=f"{name}_logits")(y)
        outputs[name] = layers.Activation(head.activation, name=name)(y)
    network = keras.Model(pixels, outputs)
    rng = np.random.default_rng(7)
    network.get_layer("trunk_norm").set_weights([rng.uniform(0.5, 2, 6) for _ in range(4)])
    return network


@pytest.fixture(scope="session")
def plain_logits():
    """Each head's logits `(n, classes)` by a copy of the network whose last activations are left out."""
    import keras

    def bare(layer):
        config = layer.get_config()
        return layer.from_config(config | ({"activation": "linear"} if layer.name in HEADS else {}))

    def logits(network, pictures):
        copy = keras.models.clone_model(network, clone_function=bare)
        copy.set_weights(network.get_weights())
        found = {name: value.numpy() for name, value in copy(pictures.astype(np.float32)).items()}
        return {name: z if z.shape[1] > 1 else np.concatenate([-z, z], axis=1) for name, z in found.items()}

    return logits
