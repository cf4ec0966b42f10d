"""One answer for all 96 classes in place of four heads, and what each head makes of it.

The last layer gives a logit for every combination of length, width, colour and angle; softmax makes probabilities of
them. A head's answer is a marginal: the sum of the probabilities of all combinations with its class. Its logits are
log-sums of exponentials, so that softmax (or sigmoid, of the difference of two) gives the marginal exactly.
"""

from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from data.labels import CLASS_COUNT, CLASS_COUNTS, labels_of
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

JOINT = "trunk_joint"  # the layer of the 96 logits: it belongs to all heads


def with_marginals(pixels: "keras.KerasTensor", features: "keras.KerasTensor", first: dict[str, Any]) -> "keras.Model":
    """Close a trunk with one answer, read by four heads that learn nothing of their own.

    Args:
        pixels: `(n, 28, 28, 3)`, the input.
        features: `(n, k)`, what the answer is a linear function of.
        first: The initialisers of its kernel and its bias, by Keras' names.
    """
    import keras

    logits = keras.layers.Dense(CLASS_COUNT, name=JOINT, **first)(features)
    outputs = {}
    for name, head in HEADS.items():
        z = _marginal()(name, name=f"{name}_logits")(logits)
        outputs[name] = keras.layers.Activation(head.activation, name=name)(z)
    return keras.Model(pixels, outputs)


@lru_cache(maxsize=1)
def _marginal() -> Any:
    """The class of the layers between the joint answer and the heads; made here, for Keras is loaded late."""
    import keras

    class Marginal(keras.layers.Layer):
        """From joint logits `(n, 96)` to a head's `(n, classes)`; of a sigmoid head `(n, 1)`, their difference."""

        def __init__(self, head: str, **rest: Any) -> None:
            super().__init__(**rest)
            self.head = head

        def call(self, logits: Any) -> Any:
            place, ops = list(HEADS).index(self.head), keras.ops
            before, classes = prod(CLASS_COUNTS[:place]), CLASS_COUNTS[place]
            z = ops.logsumexp(
                ops.reshape(logits, (-1, before, classes, CLASS_COUNT // (before * classes))), axis=(1, 3)
            )
            return z if HEADS[self.head].units > 1 else z[:, 1:] - z[:, :1]

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "head": self.head}

    return Marginal


def with_joint(network: "keras.Model") -> "keras.Model":
    """The same network, which gives its joint logits `(n, 96)` too, as `JOINT`; one without them as it is."""
    import keras

    if all(layer.name != JOINT for layer in network.layers):
        return network
    outputs: Any = network.output
    return keras.Model(network.input, {**outputs, JOINT: network.get_layer(JOINT).output})


def in_known_layers(network: "keras.Model") -> "keras.Model":
    """The same answers by layers that Keras has everywhere; a network without the one answer as it is.

    A marginal is a sum, so it is a dense layer of ones and zeros on the 96 probabilities, which no training changes.
    """
    import keras

    if all(layer.name != JOINT for layer in network.layers):
        return network
    probabilities = keras.layers.Softmax(name=f"{JOINT}_softmax")(network.get_layer(JOINT).output)
    outputs = {}
    for (name, head), labels in zip(HEADS.items(), labels_of(np.arange(CLASS_COUNT)).T, strict=True):
        classes = np.arange(head.units) if head.units > 1 else [1]  # one unit says how likely the second is
        sums = keras.layers.Dense(head.units, use_bias=False, trainable=False, name=name)
        outputs[name] = sums(probabilities)
        sums.set_weights([(labels[:, None] == classes).astype(np.float32)])
    return keras.Model(network.input, outputs)
