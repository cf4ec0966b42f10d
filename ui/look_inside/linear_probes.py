"""Where each property becomes readable: linear probes of every layer."""

from typing import Any

import numpy as np

from model.heads import HEADS
from model.networks import head_of
from training.catalogue import TrainedNetwork
from ui.look_inside.layer_names import called
from ui.shared import worker_query
from ui.shared.network_diagram import drawn


def readable(network: TrainedNetwork, picture: np.ndarray) -> None:
    worker_query.show("readability", network, draw=_lines, button="Fit the probes", key="readability")


def _lines(found: worker_query.Answer) -> None:
    drawn("linear_probes", "linear_probes", **lines(found))


def lines(found: dict[str, Any]) -> dict[str, Any]:
    """A line per head: along the trunk, then along its own layers, whose places all heads share.

    Returns:
        `ticks`: names of the places; `lines`: per head the accuracies, one for each place or fewer; `layers`,
        `accuracy` and `chance`: everything, for the table.
    """
    names, accuracy = list(found["layers"]), np.asarray(found["accuracy"], float)
    trunk = [i for i, name in enumerate(names) if head_of(name) is None]
    own = {head: [i for i, name in enumerate(names) if head_of(name) == head] for head in HEADS}
    depth = max(map(len, own.values()))
    return {
        "ticks": [called(names[i]) for i in trunk] + [f"own layer {i + 1}" for i in range(depth)],
        "lines": [accuracy[trunk + own[head], h].tolist() for h, head in enumerate(HEADS)],
        "layers": names,
        "accuracy": accuracy.tolist(),
        "chance": np.asarray(found["chance"], float).tolist(),
    }
