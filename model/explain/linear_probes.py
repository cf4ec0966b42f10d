"""How well each layer can be read for each property by the plainest reader there is."""

from collections.abc import Callable
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from model.explain.graph import GRAPHS_KEPT, LayerCall, graph_of
from model.explain.query import Answer, ProgressCallback, Subject, View
from model.explain.ridge_classifier import ridge_predictions
from model.explain.tracing import batches, traced
from model.heads import HEADS
from model.parameter import Parameter

if TYPE_CHECKING:
    import keras

FEATURES = 8_000  # at most; larger maps are averaged over 2 x 2 places until they fit
SAME = ("Flatten", "Reshape", "Dropout", "Rescaling")  # hold what their input holds, for a linear reader
READING = 0.2  # share of the time that the network takes


def probe_accuracies(subject: Subject, progress: ProgressCallback, seed: float) -> Answer:
    """`layers`, and `accuracy` `(layers, 4)` of a linear probe on pictures it was not fitted on.

    The pictures' distinct ones are halved at random. `chance` `(4,)` is what always answering the commonest class gets.
    """
    assert subject.pictures is not None
    assert subject.labels is not None
    steps = {step.name: step for step in probed(subject.network)}
    known, new = halves(subject.pictures, int(seed))
    labels = subject.labels.astype(int)
    features = _features(subject, lambda share: progress(READING * share))
    accuracy: dict[str, np.ndarray] = {}
    sizes = [len(head.classes) for head in HEADS.values()]
    for i, (name, step) in enumerate(steps.items()):
        done = READING + (1 - READING) * i / len(steps)
        if type(step.layer).__name__ in SAME and step.inputs[0] in accuracy:
            accuracy[name] = accuracy[step.inputs[0]]
        else:
            here = features[name]
            answers = ridge_predictions(here[known], labels[known], here[new], sizes, lambda done=done: progress(done))
            accuracy[name] = (answers == labels[new]).mean(axis=0)
    progress(1)
    commonest = [np.bincount(labels[known, i]).argmax() for i in range(len(HEADS))]
    chance = (labels[new] == commonest).mean(axis=0)
    table = np.stack(list(accuracy.values()))
    return {"layers": list(accuracy), "accuracy": table.astype(np.float32), "chance": chance.astype(np.float32)}


def probed(network: "keras.Model") -> list[LayerCall]:
    """The picture, every layer of the trunk, and the hidden layers of the heads."""
    graph = graph_of(network)
    return [step for step in graph.steps.values() if step.name not in graph.outputs.values()]


def halves(pictures: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of two halves of the distinct pictures, so that none is in both."""
    _, rows = np.unique(pictures.reshape(len(pictures), -1), axis=0, return_index=True)
    rows = np.random.default_rng(seed).permutation(np.sort(rows))
    return rows[: len(rows) // 2], rows[len(rows) // 2 :]


def _features(subject: Subject, progress: ProgressCallback) -> dict[str, np.ndarray]:
    """Per layer `(n, d)`."""
    assert subject.pictures is not None
    read, pieces = _traced(subject.network), []
    for rows, pictures in batches(subject.pictures):
        pieces.append({name: value.numpy() for name, value in read(pictures).items()})
        progress(rows.stop / len(subject.pictures))
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


@lru_cache(maxsize=GRAPHS_KEPT)
def _traced(network: "keras.Model") -> Callable[..., Any]:
    import tensorflow as tf

    graph = graph_of(network)

    def flat(step: LayerCall, value: tf.Tensor) -> tf.Tensor:
        shape = step.shape
        while step.is_map and prod(shape) > FEATURES:
            value = tf.nn.avg_pool2d(value, 2, 2, "SAME")
            shape = (-(-shape[0] // 2), -(-shape[1] // 2), shape[2])
        return tf.reshape(value, [-1, prod(shape)])

    def features(pictures: tf.Tensor) -> Any:
        values = graph.run({graph.source: pictures})
        return {step.name: flat(step, values[step.name]) for step in probed(network)}

    return traced(features)


LINEAR_PROBES = View(
    "readability",
    "What each layer knows",
    "How many pictures a straight line through a layer's numbers gets right: where in the network a property "
    "becomes easy to read.",
    source="G. Alain, Y. Bengio, Understanding Intermediate Layers Using Linear Classifier Probes, 2016.",
    why="**A linear probe** is a linear classifier fitted on what one layer gives, and measured on pictures "
    "it was not fitted on. Chance is what always answering the commonest class would reach. A head's own last layer "
    "is linear too, but learned from far more pictures than the probe, so it may read more than the line shows.\n\n"
    "*It does not tell* that the network uses what can be read: only that a straight cut finds it there.",
    needs="pictures",
    slow=True,
    make=probe_accuracies,
    parameters=(Parameter("seed", "Seed", 0, 0, 1_000_000, "Of the halves: fitted on, scored on."),),
)
