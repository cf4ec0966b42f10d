"""Designs as Keras models: what the plan said is what Keras makes."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from model.explain import VIEWS, Subject
from model.heads import HEADS
from model.networks import CUSTOM, build
from model.networks.building import from_design as build_design
from model.networks.design import Convolution, Design, DesignError, Dropout, Pooling
from model.networks.known import DESIGNS
from model.networks.plan import plan
from tests.model.networks.designs import designs

pytestmark = pytest.mark.slow
EVERYTHING = Design(
    trunk=(
        Convolution(filters=6, kernel=5, normalise=True),
        Pooling(takes="average", size=3),
        Dropout(rate=0.3),
        Convolution(filters=8, stride=2, padding="valid", activation="silu"),
        Pooling(stride=1),
    ),
    ends="flatten",
    hidden={"length": (), "width": (3, 2, 5), "colour": (8,), "angle": (16, 12)},
    activation="tanh",
    dropout=0.2,
    initialiser="normal",
)


ONE = Design(trunk=(Convolution(stride=4),), ends="flatten", joint=(9, 5), dropout=0.1, activation="elu")


def same_as_keras(design):
    network = build_design(design)
    found = VIEWS["structure"].answer(Subject(network=network))
    planned = plan(design)
    rows = {row.name: row.to_json() for row in planned.rows}
    assert rows == {row["name"]: row for row in found["layers"]}
    assert planned.parameters == network.count_params()
    assert planned.operations == found["operations"]
    outputs = network(np.zeros((2, 28, 28, 3), np.float32))
    assert {head: tuple(outputs[head].shape) for head in outputs} == {
        head.name: (2, head.units) for head in HEADS.values()
    }


@pytest.mark.parametrize("design", [*DESIGNS.values(), EVERYTHING, ONE, Design()], ids=lambda design: design.name)
def test_the_plan_is_what_keras_makes(design):
    same_as_keras(design)


@pytest.mark.long
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(designs(layers=5, filters=24, units=48))
def test_the_plan_of_any_design_is_what_keras_makes(design):
    assume(not plan(design).problem)
    same_as_keras(design)


@pytest.mark.parametrize("name", DESIGNS)
def test_equal_seeds_give_equal_weights_by_name_and_by_design(name):
    one, other = build(name, 3), build(CUSTOM, 3, DESIGNS[name])
    assert [weight.path for weight in one.weights] == [weight.path for weight in other.weights]
    assert all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


def test_a_network_that_cannot_be_is_not_built():
    with pytest.raises(DesignError, match="does not fit"):
        build(CUSTOM, 0, Design(trunk=(Convolution(stride=4), Pooling(size=8))))
