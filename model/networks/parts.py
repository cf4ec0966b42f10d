"""What all networks are made of."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from model.heads import HEADS

if TYPE_CHECKING:
    import keras


def with_heads(
    pixels: "keras.KerasTensor",
    features: "keras.KerasTensor",
    hidden: Mapping[str, tuple[int, ...]],
    first: Callable[[], Mapping[str, Any]],
    *,
    activation: str = "relu",
    dropout: float = 0.0,
) -> "keras.Model":
    """Close a trunk with the four heads.

    Args:
        pixels: `(n, 28, 28, 3)`, the input.
        features: `(n, k)`, the output of the trunk.
        hidden: Units of each head's hidden layers, first to last.
        first: Makes the initialisers of a dense layer, by Keras' names. One that two layers share draws the same
            weights for both.
        activation: Of the hidden layers.
        dropout: Share of each hidden layer's outputs that a training step leaves out.
    """
    import keras

    outputs = {}
    for name, head in HEADS.items():
        x = features
        for depth, units in enumerate(hidden[name], start=1):
            x = keras.layers.Dense(units, activation=activation, name=f"{name}_hidden_{depth}", **first())(x)
            if dropout:
                x = keras.layers.Dropout(dropout, name=f"{name}_dropout_{depth}")(x)
        outputs[name] = keras.layers.Dense(head.units, activation=head.activation, name=name, **first())(x)
    return keras.Model(pixels, outputs)
