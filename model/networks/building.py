"""A design as a Keras model."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from data.line import FRAME
from model.networks.design import Convolution, Design, DesignError, Dropout, Layer, Pooling
from model.networks.joint import with_marginals
from model.networks.parts import with_heads
from model.networks.plan import CHANNELS, LayerNames, plan

if TYPE_CHECKING:
    import keras

MEMORY = 0.9  # of the moving averages; Keras' usual .99 would still remember its start when a short run ends


def from_design(design: Design) -> "keras.Model":
    """The network, named as `plan.plan` says.

    Raises:
        DesignError: Its layers do not fit on each other, or it is too large.
    """
    import keras
    from keras import layers

    if problem := plan(design).problem:
        raise DesignError(problem)
    x = pixels = keras.Input((FRAME, FRAME, CHANNELS), name="pixels")
    if design.scale:
        x = layers.Rescaling(1 / 255, name="trunk_scale")(x)
    numbered = LayerNames()
    for layer in design.trunk:
        x = _ADD[type(layer)](x, layer, numbered, design)
    x = _end(x, design.ends)
    if design.joint is not None:
        return with_marginals(pixels, _hidden(x, design, numbered), _dense_start(design))
    looks = {"activation": design.activation, "dropout": design.dropout}
    return with_heads(pixels, x, design.hidden, partial(_dense_start, design), **looks)


def initializer(name: str) -> Any:
    """As Keras takes it; one object draws the same numbers for all layers, so that each layer needs its own."""
    import keras

    return keras.initializers.RandomNormal(stddev=0.01) if name == "normal" else name


def _dense_start(design: Design) -> dict[str, Any]:
    """How a dense layer begins, by Keras' names."""
    return {
        "kernel_initializer": initializer(design.head_initialiser),
        "bias_initializer": initializer(design.head_bias),
    }


def _convolution(x: Any, layer: Convolution, numbered: LayerNames, design: Design) -> Any:
    from keras import layers

    x = layers.Conv2D(
        layer.filters,
        layer.kernel,
        strides=layer.stride,
        padding=layer.padding,
        activation=None if layer.normalise else layer.activation,
        use_bias=not layer.normalise,
        kernel_initializer=initializer(design.initialiser),
        name=numbered("conv"),
    )(x)
    if layer.normalise:
        x = layers.BatchNormalization(momentum=MEMORY, name=numbered("norm"))(x)
        x = layers.Activation(layer.activation, name=numbered("active"))(x)
    return x


def _pooling(x: Any, layer: Pooling, numbered: LayerNames, design: Design) -> Any:
    from keras import layers

    kind = layers.MaxPooling2D if layer.takes == "max" else layers.AveragePooling2D
    return kind(layer.size, strides=layer.stride, name=numbered("pool"))(x)


def _dropout(x: Any, layer: Dropout, numbered: LayerNames, design: Design) -> Any:
    from keras import layers

    return layers.Dropout(layer.rate, name=numbered("dropout"))(x)


_ADD: dict[type[Layer], Callable[..., Any]] = {Convolution: _convolution, Pooling: _pooling, Dropout: _dropout}


def _hidden(x: Any, design: Design, numbered: LayerNames) -> Any:
    """The hidden layers of the one answer: all heads share them."""
    from keras import layers

    for units in design.joint or ():
        x = layers.Dense(units, activation=design.activation, name=numbered("hidden"), **_dense_start(design))(x)
        if design.dropout:
            x = layers.Dropout(design.dropout, name=numbered("dropout"))(x)
    return x


def _end(x: Any, ends: str) -> Any:
    from keras import layers

    if ends == "flatten":
        return layers.Flatten(name="trunk_features")(x)
    if ends == "both":
        average = layers.GlobalAveragePooling2D(name="trunk_average")(x)
        maximum = layers.GlobalMaxPooling2D(name="trunk_maximum")(x)
        return layers.Concatenate(name="trunk_features")([average, maximum])
    kind = layers.GlobalAveragePooling2D if ends == "average" else layers.GlobalMaxPooling2D
    return kind(name="trunk_features")(x)
