"""What every layer makes of one picture."""

import numpy as np

from model.explain.query import Answer, ProgressCallback, Subject, View
from model.explain.tracing import values_of


def activation_maps(subject: Subject, progress: ProgressCallback) -> Answer:
    assert subject.picture is not None
    values = values_of(subject.network)(subject.picture[None].astype(np.float32))
    return {f"maps/{name}": value.numpy()[0] for name, value in values.items()}


ACTIVATIONS = View(
    "activations",
    "Activations",
    "What every layer makes of this picture, the picture itself first.",
    source="A forward pass; pictures of it: M. D. Zeiler, R. Fergus, Visualizing and Understanding Convolutional "
    "Networks, ECCV 2014.",
    why="**An activation** is what one filter or unit gives for this picture, after its activation function.\n\n"
    "*It does not tell* whether a layer behind uses what is bright here.",
    needs="picture",
    make=activation_maps,
)
