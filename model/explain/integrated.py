"""How much each pixel adds to a logit on the way from a black picture."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from model.explain.graph import GRAPHS_KEPT, graph_of
from model.explain.query import ProgressCallback
from model.explain.tracing import class_logits, picked_logits, traced
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

POINTS = 128  # midpoints of equal steps on the way from black
PIECE = 32  # of them at a time


def integrated_gradients(
    network: "keras.Model", picture: np.ndarray, classes: dict[str, int], progress: ProgressCallback
) -> np.ndarray:
    """The pixel times the mean of the logit's gradient on it along the straight way from black, summed over RGB.

    Returns:
        `(4, 28, 28)`; positive where the pixel speaks for the class.

    Source:
        M. Sundararajan, A. Taly, Q. Yan, Axiomatic Attribution for Deep Networks, ICML 2017, equation 3.
    """
    chosen = np.array([classes[head] for head in HEADS], np.int32)
    shares = ((np.arange(POINTS) + 0.5) / POINTS).astype(np.float32)
    total = np.zeros((len(HEADS), *picture.shape))
    for start in range(0, POINTS, PIECE):
        way = shares[start : start + PIECE, None, None, None] * picture
        total += _traced(network)(way, chosen).numpy()
        progress((start + PIECE) / POINTS)
    return (picture * total / POINTS).sum(axis=-1).astype(np.float32)


def gaps(network: "keras.Model", picture: np.ndarray, classes: dict[str, int], maps: np.ndarray) -> np.ndarray:
    """By how much the sum of each map misses what it should be: the logit less that of a black picture. `(4,)`."""
    here, black = class_logits(network, np.stack([picture, 0 * picture]), classes).T
    return maps.sum(axis=(1, 2), dtype=float) - (here.astype(float) - black)


@lru_cache(maxsize=GRAPHS_KEPT)
def _traced(network: "keras.Model") -> Callable[..., Any]:
    """From pictures and classes to the gradients of each head's logit, summed over the pictures."""
    import tensorflow as tf

    graph = graph_of(network)

    def gradients(pictures: tf.Tensor, classes: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
            tape.watch(pictures)
            class_logits = picked_logits(graph.logits({graph.source: pictures})[1], classes)
        return tf.stack([tf.reduce_sum(tape.gradient(score, pictures), axis=0) for score in class_logits])

    return traced(gradients, tf.TensorSpec((len(HEADS),), tf.int32))
