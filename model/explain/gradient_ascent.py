"""How much a unit of a network likes a picture, and how to change the picture so that it likes it more."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.explain.graph import Graph, graph_of
from model.explain.tracing import traced

if TYPE_CHECKING:
    import keras

LEAK = 0.1  # slope of the gradient, not of the value, where a ReLU is at 0
_SMALL = 1e-12  # keeps a gradient of 0 at 0
_TRACES = 32  # layers kept

VARIATION = 0.03  # weight of the total variation, beside a gradient of length 1
ENERGY = 0.03  # weight of the sum of squares


@lru_cache(maxsize=_TRACES)
def ascent(network: "keras.Model", layer: str) -> Callable[..., Any]:
    """A function of (raw pictures, unit, shift) that returns scores `(n,)` and the direction to go up.

    Raw pictures may be any numbers; `255 sigmoid(raw)` are the pixels. The direction is the gradient of the score with
    length 1, as logits and activations have no common scale, less that of the regularisers. It is taken of the picture
    moved by `shift` (down, right; px), so that nothing grows that only one place likes.

    Source:
        D. Erhan et al., Visualizing Higher-Layer Features of a Deep Network, 2009; total variation: A. Mahendran,
        A. Vedaldi, CVPR 2015; jitter: A. Mordvintsev et al., Inceptionism, 2015.
    """
    import tensorflow as tf

    graph = graph_of(network)

    def step(raw: tf.Tensor, unit: tf.Tensor, shift: tf.Tensor) -> Any:
        with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
            tape.watch(raw)
            light = tf.sigmoid(raw)  # 0..1
            moved = tf.roll(255 * light, shift, axis=[1, 2])
            likes = score(graph, layer, moved, unit)
            dislikes = VARIATION * tf.image.total_variation(light)
            dislikes += ENERGY * tf.reduce_sum(light**2, axis=[1, 2, 3])
        up = tape.gradient(likes, raw)
        length = tf.sqrt(tf.reduce_sum(up**2, axis=[1, 2, 3], keepdims=True))
        return score(graph, layer, 255 * light, unit), up / (length + _SMALL) - tape.gradient(dislikes, raw)

    return traced(step, tf.TensorSpec((), tf.int32), tf.TensorSpec((2,), tf.int32))


def score(graph: Graph, layer: str, pictures: Any, unit: Any) -> Any:
    """`(n,)`: a head's logit of a class, or the mean over all places of a filter's (or a unit's) output."""
    import tensorflow as tf

    leaky = {name: _leaky for name, step in graph.steps.items() if _is_relu(step.layer)}
    outputs, logits = graph.logits({graph.source: pictures}, leaky)
    heads = {name: head for head, name in graph.outputs.items()}
    values = logits[heads[layer]] if layer in heads else outputs[layer]
    target = tf.gather(values, unit, axis=-1)
    return tf.reduce_mean(tf.reshape(target, [tf.shape(target)[0], -1]), axis=1)


def _is_relu(layer: Any) -> bool:
    named = getattr(getattr(layer, "activation", None), "__name__", None) == "relu"
    return named and (hasattr(layer, "convolution_op") or type(layer).__name__ in ("Dense", "Activation"))


def _leaky(z: Any) -> Any:
    """ReLU with some gradient below 0: on a blank picture many filters are silent and could not begin."""
    import tensorflow as tf

    @tf.custom_gradient
    def relu(z: tf.Tensor) -> Any:
        return tf.nn.relu(z), lambda up: tf.where(z > 0, up, LEAK * up)

    return relu(z)
