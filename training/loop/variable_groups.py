"""Which variables of a network belong to the trunk and which to each head."""

from typing import TYPE_CHECKING, Any

import numpy as np

from model.heads import HEADS
from model.networks import head_of

if TYPE_CHECKING:
    import keras

TRUNK = "trunk"
NETWORK_PARTS = (TRUNK, *HEADS)
TrunkFilters = dict[str, list[tuple[slice, tuple[int, ...]]]]


def trainable_variables(network: "keras.Model") -> dict[str, list[Any]]:
    """The trainable variables of each part, in the order of the network."""
    return _by_part(network, "trainable_variables")


def last_layer(variables: list[Any]) -> list[Any]:
    """Of a part: the last layer with a kernel, and the normalisation behind it."""
    kernels = [i for i, variable in enumerate(variables) if variable.name == "kernel"]
    return variables[kernels[-1] :]


def moving_averages(network: "keras.Model") -> dict[str, list[Any]]:
    """What of each part changes with every step without a gradient: the moving averages of batch normalisation."""
    return _by_part(network, "non_trainable_weights")


def _by_part(network: "keras.Model", attribute: str) -> dict[str, list[Any]]:
    variables: dict[str, list[Any]] = {part: [] for part in NETWORK_PARTS}
    for layer in network.layers:
        variables[head_of(layer.name) or TRUNK] += getattr(layer, attribute)
    return variables


def dropout_seeds(network: "keras.Model") -> list[Any]:
    """Where the random numbers of each dropout layer stand; Keras does not count them among the weights."""
    generators = [getattr(layer, "seed_generator", None) for layer in network.layers]
    return [generator.state for generator in generators if generator is not None]


def trunk_filters(network: "keras.Model") -> TrunkFilters:
    """Where each trunk layer's variables lie in the flat trunk, and their shapes; the last axis counts the filters."""
    filters: TrunkFilters = {}
    start = 0
    for layer in network.layers:
        if head_of(layer.name) is not None:
            continue
        for variable in layer.trainable_variables:
            shape = tuple(variable.shape)
            end = start + int(np.prod(shape))
            filters.setdefault(layer.name, []).append((slice(start, end), shape))
            start = end
    return filters


def size_of(variables: list[Any]) -> int:
    """How many numbers some variables are."""
    return sum(int(np.prod(variable.shape)) for variable in variables)


def flat_values(variables: list[Any]) -> np.ndarray:
    """All values of some variables, in one row."""
    return np.concatenate([np.zeros(0, np.float32), *(np.ravel(variable.numpy()) for variable in variables)])
