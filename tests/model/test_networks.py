import random

import numpy as np
import pytest

from model.heads import HEADS
from model.networks import NETWORKS, build, head_of, is_joint

pytestmark = pytest.mark.slow

PARAMETERS = {"coursework-v1": 497_363, "coursework-v2": 273_253, "coursework-v3": 126_719}  # of 2019


@pytest.mark.parametrize(("name", "parameters"), PARAMETERS.items())
def test_the_networks_of_2019_have_their_parameters(name, parameters):
    assert build(name, seed=0).count_params() == parameters


def test_the_trunk_of_v3_is_its_two_convolutions():
    network = build("coursework-v3", seed=0)
    assert sum(layer.count_params() for layer in network.layers if head_of(layer.name) is None) == 1_488


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_answers_with_every_head(name):
    network = build(name, seed=0)
    outputs = network(np.zeros((2, 28, 28, 3), np.float32))
    assert {head: tuple(output.shape) for head, output in outputs.items()} == {
        head.name: (2, head.units) for head in HEADS.values()
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_a_trunk_and_layers_of_every_head(name):
    layers = build(name, seed=0).layers
    assert {head_of(layer.name) for layer in layers} == {None, *HEADS}
    owners = {head_of(layer.name) for layer in layers if layer.trainable_variables}
    assert owners == ({None} if is_joint(name) else {None, *HEADS})


def test_equal_seeds_give_equal_weights():
    one, same, other = (build("fast", seed).get_weights() for seed in (3, 3, 4))
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_others_who_draw_meanwhile_change_no_weight(monkeypatch):
    """In a worker other threads draw from Python's `random` too."""
    fast = NETWORKS["fast"]
    monkeypatch.setitem(NETWORKS, "disturbed", lambda: (random.random(), fast())[1])
    one, other = build("fast", 3).get_weights(), build("disturbed", 3).get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
