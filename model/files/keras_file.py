"""The `.keras` file of Keras itself. Only written: such a file can run programs, so none of anybody's is opened."""

# pyright: reportAttributeAccessIssue=false, reportArgumentType=false
# (what Keras says of its own types is narrower than what it takes)

import tempfile
from pathlib import Path

from model.files.form import Answering, Trained, answering
from model.networks.joint import with_joint

NAME = "network.keras"


def written(trained: Trained) -> bytes:
    """
    Raises:
        ValueError: The network has layers that Keras elsewhere does not know.
    """
    if with_joint(trained.network) is not trained.network:
        raise ValueError(
            "A network with one answer has layers of our own, which Keras elsewhere could not open. "
            "Take weights + JSON, LiteRT or ONNX."
        )
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
    return answering(network)
