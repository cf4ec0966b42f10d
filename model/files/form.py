"""What a form of file is, and what there is to write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from data.export.form import Export
from model.scores import class_probabilities

if TYPE_CHECKING:
    import keras

_BATCH = 250  # pictures at a time, so that large networks fit into memory
Answering = Callable[[np.ndarray], dict[str, np.ndarray]]  # pictures (n, 28, 28, 3) 0..255 -> per head (n, classes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trained:
    """A trained network and what a file tells of it."""

    name: str
    network: "keras.Model"
    settings: dict[str, Any]  # that it was trained with, as JSON
    litert: bytes  # as it answers in the pages
    test: dict[str, float]  # accuracy per head, `average` and `exact`


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkExport(Export[Trained]):
    """A form of file for a network, and how it is run."""

    opened: Callable[[bytes], Answering]  # the file as its reader would run it


def outputs(network: "keras.Model", pictures: np.ndarray) -> dict[str, np.ndarray]:
    """What Keras itself says, by output."""
    return network.predict(pictures.astype(np.float32), batch_size=_BATCH, verbose=0)


def keras_answers(network: "keras.Model") -> Answering:
    """The answers of Keras itself."""
    return lambda pictures: class_probabilities(outputs(network, pictures))
