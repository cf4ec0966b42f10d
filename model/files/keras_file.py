"""The `.keras` file of Keras itself. Only written: such a file can run programs, so none of anybody's is opened."""

import tempfile
from pathlib import Path

from model.files.form import Answering, Trained, keras_answers
from model.networks.joint import in_known_layers

_NAME = "network.keras"


def written(trained: Trained) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        in_known_layers(trained.network).save(path)
        return path.read_bytes()


def opened(file: bytes) -> Answering:
    """In Keras' safe mode, as everybody opens it."""
    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        path.write_bytes(file)
        network = keras.saving.load_model(path, compile=False, safe_mode=True)
    return keras_answers(network)
