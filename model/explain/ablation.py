"""What the network can still do without one of its filters."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from model.explain.graph import graph_of
from model.explain.query import LAYER_CHOICE, Answer, ProgressCallback, Subject, View
from model.explain.tracing import batches, traced
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

_BATCH = 50  # pictures at a time: each is read once per filter
FILTERS = 1024  # at most
_TRACES = 16  # layers kept


def ablated_accuracies(subject: Subject, progress: ProgressCallback, layer: str) -> Answer:
    """`accuracy` `(filters, 4)` of each head with one filter's output set to 0 everywhere; `base` `(4,)` with all."""
    assert subject.pictures is not None
    assert subject.labels is not None
    graph = graph_of(subject.network)
    filters = graph.steps[layer].shape[-1]
    if layer in (graph.source, *graph.outputs.values()) or filters > FILTERS:
        raise ValueError(
            f"Filters are silenced between the picture and the answers, {FILTERS} at most. "
            f"Received: {layer!r} with {filters}. Choose a convolution or a hidden layer."
        )
    hits, right = _traced(subject.network, layer), np.zeros((1 + filters, len(HEADS)))
    labels = subject.labels.astype(np.int32)
    for rows, pictures in batches(subject.pictures, _BATCH):
        right += hits(pictures, labels[rows]).numpy()
        progress(rows.stop / len(labels))
    share = (right / len(labels)).astype(np.float32)
    return {"accuracy": share[1:], "base": share[0]}


@lru_cache(maxsize=_TRACES)
def _traced(network: "keras.Model", layer: str) -> Callable[..., Any]:
    """From pictures and labels to the number of right answers, `(1 + filters, 4)`: with all, then without each."""
    import tensorflow as tf

    graph = graph_of(network)
    after, filters = set(graph.after(layer)), graph.steps[layer].shape[-1]

    def hits(pictures: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        outputs, _ = graph.logits({graph.source: pictures})
        stays = {name: value for name, value in outputs.items() if name not in after}

        def without(i: tf.Tensor) -> tf.Tensor:
            kept = 1 - tf.one_hot(i, filters)  # no filter is the -1st
            _, logits = graph.logits(stays | {layer: stays[layer] * kept})
            answers = tf.stack([tf.argmax(logits[head], axis=1, output_type=tf.int32) for head in HEADS], axis=1)
            return tf.reduce_sum(tf.cast(answers == labels, tf.float32), axis=0)

        which = tf.range(-1, filters)
        return tf.map_fn(without, which, fn_output_signature=tf.TensorSpec((len(HEADS),)), parallel_iterations=1)

    return traced(hits, tf.TensorSpec((None, len(HEADS)), tf.int32))


ABLATION = View(
    "ablation",
    "Without one filter",
    "How many answers of each head are still right when one filter is silenced.",
    source="A. S. Morcos et al., On the Importance of Single Directions for Generalization, ICLR 2018.",
    why="**A filter is silenced** by setting its map to 0 and measuring all four heads again, on pictures that "
    "were never trained on: points lost = accuracy with all filters − accuracy without this one.\n\n"
    "*It does not tell* of filters that stand in for each other: alone each seems needless, together they are not.",
    needs="pictures",
    slow=True,
    make=ablated_accuracies,
    parameters=(LAYER_CHOICE,),
)
