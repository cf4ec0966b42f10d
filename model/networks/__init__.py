"""Networks: one trunk, and four heads or one answer that they share. One design each in `known.py`; or add a function
that builds yours to `NETWORKS`.

Such a function takes nothing and returns a Keras model from `(n, 28, 28, 3)` pixels in 0..255 to a dict of head
outputs. Layers of a head are named after it (`length`, `length_hidden_1`), those of the trunk `trunk_...`: saved
weights go by these names. `CUSTOM` stands for a network of one's own: a `Design`.
"""

import random
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from model.heads import HEADS
from model.networks import building
from model.networks.design import Design
from model.networks.known import DESIGNS

if TYPE_CHECKING:
    import keras

CUSTOM = "custom"
NETWORKS: dict[str, Callable[[], "keras.Model"]] = {
    name: partial(building.from_design, design) for name, design in DESIGNS.items()
}
_BUILDING = threading.Lock()  # Keras' source of seeds is one for the whole process


def build(name: str, seed: int, design: Design | None = None) -> "keras.Model":
    """The named network with its initial weights; equal seeds give equal weights, and equal dropout.

    Keras draws the seeds of its initializers and of dropout from Python's `random`, which other threads of a worker
    draw from too: here it draws from a generator of its own. Seeding TensorFlow too would throw away every traced
    function of the process: .3 s at the start of each run.

    Args:
        name: Of `NETWORKS`, or `CUSTOM`.
        design: Of a custom network.
    """
    from keras.src.random import seed_generator

    with _BUILDING:
        shared, seed_generator.python_random = seed_generator.python_random, random.Random(seed)  # pyrefly: ignore[bad-assignment]
        try:
            return building.from_design(design) if design else NETWORKS[name]()
        finally:
            seed_generator.python_random = shared


def is_joint(name: str, design: Design | None = None) -> bool:
    """Whether the named network gives one answer for all 96 classes; see `joint.py`."""
    design = design or DESIGNS.get(name)
    return design is not None and design.joint is not None


def head_of(layer_name: str) -> str | None:
    """The head that a layer belongs to, or None for the trunk."""
    owner = layer_name.split("_")[0]
    return owner if owner in HEADS else None
