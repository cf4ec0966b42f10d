"""A trained network that answers for pictures."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from model.heads import HEADS
from model.scores import class_probabilities

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"
_BATCH = 200  # pictures; the interpreter keeps room for the largest batch it has seen


class UnknownNetwork(KeyError):  # noqa: N818
    """No such network is shipped; the message names those that are."""

    def __str__(self) -> str:
        return self.args[0]


class Predictor:
    """Answers for pictures; may be shared by threads.

    Args:
        network: A LiteRT file of ours, as bytes.
    """

    def __init__(self, network: bytes) -> None:
        self._run = Interpreter(model_content=network, num_threads=1).get_signature_runner()
        self._lock = Lock()  # an interpreter has one set of buffers

    def __call__(self, pictures: np.ndarray) -> dict[str, np.ndarray]:
        """Probabilities of every class per head, `(n, classes)`, for pictures `(n, 28, 28, 3)` of 0..255."""
        with self._lock:
            outputs = self._run(pixels=pictures.astype(np.float32))
        return class_probabilities(outputs)


def in_batches(predictor: Callable[[np.ndarray], dict[str, np.ndarray]], pictures: np.ndarray) -> dict[str, np.ndarray]:
    """What a predictor says of many pictures, a few at a time: per head `(n, classes)`."""
    parts = [predictor(pictures[first : first + _BATCH]) for first in range(0, len(pictures), _BATCH)]
    return {head: np.concatenate([part[head] for part in parts]) for head in HEADS}


def shipped_names() -> tuple[str, ...]:
    """Networks that come with the project, the one that answers by default first."""
    names = {path.stem for path in SHIPPED.glob("*.tflite")}
    return tuple(sorted(names, key=lambda name: (name != "robust", name != "fast", name)))


@lru_cache(maxsize=8)
def shipped(name: str) -> Predictor:
    """A shipped network, loaded once per process.

    Raises:
        UnknownNetwork: No network of this name is shipped.
    """
    if name not in shipped_names():
        raise UnknownNetwork(
            f"Shipped networks are {', '.join(shipped_names())}. Received: {name!r}. Choose one of these."
        )
    return Predictor((SHIPPED / f"{name}.tflite").read_bytes())
