"""Networks to write: two shipped ones, and an untrained one of one's own with normalisation and dropout."""

import json

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.files import Trained
from model.networks.design import Convolution, Design, Dropout, Pooling
from model.predict.predictor import SHIPPED

OWN = Design(
    name="Files",
    trunk=(
        Convolution(filters=6, kernel=5, stride=2, normalise=True, activation="elu"),
        Dropout(rate=0.3),
        Pooling(takes="average", stride=1),
        Convolution(filters=5, padding="valid", activation="silu"),
    ),
    hidden={"length": (), "width": (8,), "colour": (8, 4), "angle": (16,)},
    dropout=0.4,
)


@pytest.fixture(scope="session")
def pictures():
    drawn = sample(SamplerSettings(per_class=4, seed=11)).pictures
    return drawn[np.random.default_rng(0).permutation(len(drawn))[:100]]


@pytest.fixture(scope="session")
def trained():
    """By name; nobody changes them."""
    return {"fast": _shipped("fast"), "coursework-v3": _shipped("coursework-v3"), "own": _own()}


def _shipped(name):
    from model.saving import rebuilt

    card = json.loads((SHIPPED / f"{name}.json").read_text())
    network = rebuilt(card["settings"], (SHIPPED / f"{name}.weights.npz").read_bytes())
    litert = (SHIPPED / f"{name}.tflite").read_bytes()
    return Trained(name=name, network=network, settings=card["settings"], litert=litert, test=card["report"]["test"])


def _own():
    from model.networks import CUSTOM, build
    from model.saving import litert_file

    network = build(CUSTOM, seed=3, design=OWN)
    rng = np.random.default_rng(3)
    norm = network.get_layer("trunk_norm_1")
    norm.set_weights([rng.uniform(0.5, 2, weight.shape) for weight in norm.get_weights()])  # as if trained
    settings = {"preset": "custom", "network": CUSTOM, "design": OWN.to_json()}
    return Trained(name="own", network=network, settings=settings, litert=litert_file(network), test={})
