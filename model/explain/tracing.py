"""Functions of a network, traced once and kept: a call then costs a few milliseconds."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from model.explain.graph import GRAPHS_KEPT, graph_of
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

PICTURES_AT_ONCE = 250  # pictures at a time, so that large networks fit into memory


def traced(function: Callable[..., Any], *others: Any) -> Callable[..., Any]:
    """The function traced for pictures `(n, 28, 28, 3)` float32, and what else it takes."""
    import tensorflow as tf

    return tf.function(
        function, autograph=False, input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.float32), *others]
    )


@lru_cache(maxsize=GRAPHS_KEPT)
def values_of(network: "keras.Model") -> Callable[..., Any]:
    """From pictures to the output of every layer, by name."""
    graph = graph_of(network)
    return traced(lambda pictures: graph.run({graph.source: pictures}))


@lru_cache(maxsize=GRAPHS_KEPT)
def logits_of(network: "keras.Model") -> Callable[..., Any]:
    """From pictures to `(n, classes)` per head."""
    graph = graph_of(network)
    return traced(lambda pictures: graph.logits({graph.source: pictures})[1])


def batches(pictures: np.ndarray, size: int = PICTURES_AT_ONCE) -> Iterator[tuple[slice, np.ndarray]]:
    """(rows, pictures float32) in pieces."""
    for start in range(0, len(pictures), size):
        rows = slice(start, min(start + size, len(pictures)))
        yield rows, pictures[rows].astype(np.float32)


def class_logits(network: "keras.Model", pictures: np.ndarray, classes: dict[str, int]) -> np.ndarray:
    """Each head's logit of one class, `(4, n)`."""
    logits = logits_of(network)(pictures)
    return np.stack([logits[head].numpy()[:, classes[head]] for head in HEADS])


def likeliest(network: "keras.Model", picture: np.ndarray) -> dict[str, int]:
    """Each head's likeliest class for a picture `(28, 28, 3)`."""
    logits = logits_of(network)(picture[None])
    return {head: int(logits[head].numpy()[0].argmax()) for head in HEADS}


def picked_logits(logits: dict[str, Any], classes: Any) -> list[Any]:
    """Inside a traced function: each head's logit `(n,)` of one class; `classes` is `(4,)`."""
    import tensorflow as tf

    return [tf.gather(logits[head], classes[i], axis=1) for i, head in enumerate(HEADS)]
