"""Linear probes: how well a linear classifier on each layer predicts each property."""

from typing import Any

import numpy as np

from model.heads import HEADS
from model.networks import head_of
from training.catalogue import TrainedNetwork
from ui.look_inside.layer_names import layer_label
from ui.shared import worker_query
from ui.shared.network_diagram import draw_diagram


def draw_linear_probes(network: TrainedNetwork, picture: np.ndarray) -> None:
    worker_query.draw_answer("readability", network, draw=_draw_curves, button="Fit the probes", key="readability")


def _draw_curves(answer: worker_query.Answer) -> None:
    draw_diagram("linear_probes", **probe_curves(answer))


def probe_curves(answer: dict[str, Any]) -> dict[str, Any]:
    """A line per head: along the trunk, then along its own layers, whose places all heads share.

    Returns:
        `ticks`: names of the places; `lines`: per head the accuracies, one for each place or fewer; `layers`,
        `accuracy` and `chance`: everything, for the table.
    """
    names, accuracy = list(answer["layers"]), np.asarray(answer["accuracy"], float)
    trunk = [i for i, name in enumerate(names) if head_of(name) is None]
    own = {head: [i for i, name in enumerate(names) if head_of(name) == head] for head in HEADS}
    depth = max(map(len, own.values()))
    return {
        "ticks": [layer_label(names[i]) for i in trunk] + [f"own layer {i + 1}" for i in range(depth)],
        "lines": [accuracy[trunk + own[head], h].tolist() for h, head in enumerate(HEADS)],
        "layers": names,
        "accuracy": accuracy.tolist(),
        "chance": np.asarray(answer["chance"], float).tolist(),
    }
