"""A trunk of convolutions with ReLU and max pooling, passed backwards once for all heads: 'folded'.

ReLU and biases look at the pooled map alone: a window passes its gradient to its largest value, and that is above 0
where the pooled value is. Kernels see the heads side by side in the output channels, inputs one after another in the
batch.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from model.networks import head_of
from training.loop.variable_groups import TRUNK, trainable_variables

if TYPE_CHECKING:
    import keras

MAPS = "trunk_maps"  # an output: per convolution what it reads, its own map and the pooled one


def with_maps(network: "keras.Model") -> "keras.Model":
    """The same network, which gives the maps of its trunk too, as `MAPS`; one whose trunk does not fold as it is."""
    import keras

    maps, folded = _maps(network)
    variables = [variable for layer in folded for variable in layer.trainable_variables]
    if not folded or list(map(id, variables)) != list(map(id, trainable_variables(network)[TRUNK])):
        return network
    outputs: Any = network.output
    return keras.Model(network.input, {**outputs, MAPS: maps})


def _maps(network: "keras.Model") -> tuple[list[list[Any]], list[Any]]:
    """From the input on, as long as one layer reads what the last one gave: the maps of `MAPS`, the convolutions."""
    import keras
    from keras import layers

    readers = defaultdict(list)
    for layer in network.layers[1:]:
        for tensor in keras.tree.flatten(layer.input):
            readers[id(tensor)].append(layer)
    maps, convolutions, x = [], [], network.input
    while len(readers[id(x)]) == 1:
        [layer] = readers[id(x)]
        if _folds(layer):
            convolutions.append(layer)
            maps.append([x, layer.output, layer.output])
        elif maps and isinstance(layer, layers.MaxPooling2D):
            maps[-1][2] = layer.output
        elif maps or layer.weights:
            break
        x = layer.output
    return maps, convolutions


def _folds(layer: Any) -> bool:
    import keras

    plain = type(layer) is keras.layers.Conv2D and layer.activation is keras.activations.relu and layer.use_bias
    return plain and layer.groups == 1 and layer.dilation_rate == (1, 1) and layer.data_format == "channels_last"


def folded_jacobian(network: "keras.Model", tape: Any, maps: list[Any], pulls: list[Any]) -> Any:
    """The Jacobian `(T, P)` on the convolutions that these maps belong to.

    Args:
        tape: A persistent one, round the network.
        maps: As the network gave them, of all its trunk's convolutions or of the last ones.
        pulls: The heads' gradients on the last pooled map.
    """
    import tensorflow as tf

    convolutions = [layer for layer in network.layers if head_of(layer.name) is None and _folds(layer)][-len(maps) :]
    pieces = []
    for i in reversed(range(len(maps))):
        layer, (source, own, pooled) = convolutions[i], maps[i]
        pulls = [pull * tf.cast(pooled > 0, pull.dtype) for pull in pulls]
        biases = tf.stack([tf.raw_ops.BiasAddGrad(out_backprop=pull) for pull in pulls])
        pulls = [tape.gradient(pooled, own, pull) for pull in pulls]
        pieces = [_kernel_gradients(layer, source, pulls), biases, *pieces]
        if i:
            pulls = _input_gradients(layer, source, pulls)
    return tf.concat(pieces, axis=1)


def _kernel_gradients(layer: Any, source: Any, pulls: list[Any]) -> Any:
    """`(T, size of the kernel)`."""
    import tensorflow as tf

    *window, filters = layer.kernel.shape
    sizes, side_by_side = [*window, len(pulls) * filters], tf.concat(pulls, axis=-1)
    folded = tf.raw_ops.Conv2DBackpropFilter(
        input=source, filter_sizes=sizes, out_backprop=side_by_side, **_window(layer)
    )
    by_head = tf.transpose(tf.reshape(folded, (-1, len(pulls), filters)), (1, 0, 2))
    return tf.reshape(by_head, (len(pulls), -1))


def _input_gradients(layer: Any, source: Any, pulls: list[Any]) -> list[Any]:
    """Per head in the shape of `source`."""
    import tensorflow as tf

    sizes = tf.shape(source) * [len(pulls), 1, 1, 1]
    folded = tf.raw_ops.Conv2DBackpropInput(
        input_sizes=sizes, filter=layer.kernel, out_backprop=tf.concat(pulls, axis=0), **_window(layer)
    )
    return tf.split(folded, len(pulls))


def _window(layer: Any) -> dict[str, Any]:
    return {"strides": [1, *layer.strides, 1], "padding": layer.padding.upper()}
