"""Where the last map of the trunk speaks for a class."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from model.explain.graph import GRAPHS_KEPT, graph_of
from model.explain.query import ProgressCallback
from model.explain.tracing import picked_logits, traced
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

_SIZE = 28, 28


def grad_cam(
    network: "keras.Model", picture: np.ndarray, classes: dict[str, int], progress: ProgressCallback
) -> np.ndarray:
    """ReLU of the sum of the last map's channels, each times the mean of the logit's gradient on it.

    Returns:
        `(4, 28, 28)` >= 0, enlarged bilinearly. Between the trunk and the head's logit nothing else is looked at.

    Source:
        R. R. Selvaraju et al., Grad-CAM, ICCV 2017, equations 1 and 2.
    """
    return _traced(network)(picture[None], np.array([classes[head] for head in HEADS], np.int32)).numpy()


@lru_cache(maxsize=GRAPHS_KEPT)
def _traced(network: "keras.Model") -> Callable[..., Any]:
    import tensorflow as tf

    graph = graph_of(network)

    def maps(picture: tf.Tensor, classes: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
            tape.watch(picture)
            outputs, logits = graph.logits({graph.source: picture})
            scores = picked_logits(logits, classes)
        channels = outputs[graph.last_map.name]  # (1, h, w, c)
        none = tf.UnconnectedGradients.ZERO  # of a head that does not use them
        gradients = tf.concat([tape.gradient(score, channels, unconnected_gradients=none) for score in scores], axis=0)
        weights = tf.reduce_mean(gradients, axis=(1, 2), keepdims=True)  # (4, 1, 1, c)
        summed = tf.nn.relu(tf.reduce_sum(weights * channels, axis=-1, keepdims=True))
        return tf.image.resize(summed, _SIZE, method="bilinear")[..., 0]

    return traced(maps, tf.TensorSpec((len(HEADS),), tf.int32))
