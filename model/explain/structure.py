"""The network as a list of layers: what each one is, how large, and what it costs."""

from math import prod
from typing import Any

from model.explain.graph import LayerCall, graph_of
from model.explain.query import Answer, ProgressCallback, Subject, View

# What is told of a layer where it has it: name here -> attribute in Keras.
_NAMES = (
    "filters", "kernel", "strides", "padding", "dilation", "groups", "pool", "units", "bias", "rate", "scale", "offset",
    "axis",
)  # fmt: skip
_IN_KERAS = {"kernel": "kernel_size", "dilation": "dilation_rate", "pool": "pool_size", "bias": "use_bias"}
DETAILS = {name: _IN_KERAS.get(name, name) for name in _NAMES}


def layer_table(subject: Subject, progress: ProgressCallback) -> Answer:
    graph = graph_of(subject.network)
    layers = [_row(step, [graph.steps[name].shape for name in step.inputs]) for step in graph.steps.values()]
    return {
        "layers": layers,
        "parameters": sum(layer["parameters"] for layer in layers),
        "operations": sum(layer["operations"] for layer in layers),
    }


def _row(step: LayerCall, inputs: list[tuple[int, ...]]) -> dict[str, Any]:
    layer = step.layer
    activation = getattr(layer, "activation", None)
    details = {name: _plain(getattr(layer, attribute, None)) for name, attribute in DETAILS.items()}
    return {
        "name": step.name,
        "kind": type(layer).__name__,
        "owner": step.owner,
        "inputs": list(step.inputs),
        "shape": list(step.shape),
        "parameters": int(layer.count_params()) if hasattr(layer, "count_params") else 0,
        "operations": operations(layer, inputs, step.shape),
        "activation": getattr(activation, "__name__", None),
        "details": {name: value for name, value in details.items() if value is not None},
    }


def operations(layer: Any, inputs: list[tuple[int, ...]], shape: tuple[int, ...]) -> int:
    """Multiply-adds for one picture: every output value takes one per weight it is made with.

    A bias starts the sum and costs nothing more; comparing, adding and copying (pooling, ReLU) are not counted.
    Normalising and rescaling take one multiply-add per value.

    Args:
        inputs, shape: Of the inputs and the output for one picture.
    """
    kind = type(layer).__name__
    if kind in ("BatchNormalization", "LayerNormalization", "GroupNormalization", "Rescaling"):
        return prod(shape)
    if kind == "SeparableConv2D":  # a depthwise convolution, then one of 1 x 1
        places, channels = prod(shape[:2]), inputs[0][-1] * layer.depth_multiplier
        return places * channels * (prod(layer.kernel_size) + shape[-1])
    if kind == "DepthwiseConv2D":
        return prod(shape) * prod(layer.kernel_size)
    if kind == "Conv2DTranspose":  # every value of the input is sent through the kernel
        return prod(inputs[0]) * prod(layer.kernel_size) * shape[-1]
    if kind in ("Conv2D", "Dense"):
        return prod(shape) * prod(layer.kernel.shape[:-1])
    return 0


def _plain(value: Any) -> Any:
    """A number, word or list of numbers for JSON; None for what is none of these."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | float | str) else None


STRUCTURE = View(
    "structure",
    "The network",
    "Every layer from the picture to the four answers, with its size, its parameters and what it costs.",
    source="Read from the Keras model itself.",
    why="**Multiply-adds** of a picture: output values × weights in each. The layer with the "
    "most multiply-adds is rarely the one with the most parameters: convolutions use each weight at every position, "
    "dense layers once.",
    needs="network",
    make=layer_table,
)
