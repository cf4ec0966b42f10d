"""Networks: one trunk, four heads. One file per family; add yours to `NETWORKS`.

A `build` function takes nothing and returns a Keras model from `(n, 28, 28, 3)` pixels in 0..255 to a dict of head
outputs. Layers of a head are named after it (`length`, `length_hidden_1`), those of the trunk `trunk_...`: saved
weights go by these names.
"""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from model.heads import HEADS
from model.networks import coursework, fast

if TYPE_CHECKING:
    import keras

NETWORKS: dict[str, Callable[[], "keras.Model"]] = {
    "fast": fast.build,
    "coursework-v1": coursework.build_v1,
    "coursework-v2": coursework.build_v2,
    "coursework-v3": coursework.build_v3,
}


def build(name: str, seed: int) -> "keras.Model":
    """The named network with its initial weights; equal seeds give equal weights.

    Keras draws the seeds of its initializers from Python's `random`. Seeding TensorFlow too would throw away every
    traced function of the process: .3 s at the start of each run.
    """
    state = random.getstate()
    random.seed(seed)
    try:
        return NETWORKS[name]()
    finally:
        random.setstate(state)


def head_of(layer_name: str) -> str | None:
    """The head that a layer belongs to, or None for the trunk."""
    owner = layer_name.split("_")[0]
    return owner if owner in HEADS else None
