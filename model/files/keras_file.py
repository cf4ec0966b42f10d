"""The `.keras` file of Keras itself. Only written: such a file can run programs, so none of anybody's is opened."""

# pyright: reportAttributeAccessIssue=false
# (what Keras says of its own types is narrower than what it takes)

import tempfile
from pathlib import Path

import numpy as np

from model.files.form import Answering, Trained
from model.scores import class_probabilities

NAME = "network.keras"


def written(trained: Trained) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        trained.network.save(path)
        return path.read_bytes()


def opened(file: bytes) -> Answering:
    """In Keras' safe mode, as everybody opens it."""
    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(file)
        network = keras.saving.load_model(path, compile=False, safe_mode=True)
    return lambda pictures: class_probabilities(network.predict(pictures.astype(np.float32), batch_size=250, verbose=0))
