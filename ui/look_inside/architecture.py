"""The network as a drawing, and the layer of it that is open: `?layer=trunk_conv_1`."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.heads import HEADS
from training.catalogue import TrainedNetwork
from ui.look_inside import fields
from ui.look_inside.help import help_popover
from ui.shared import worker_query
from ui.shared.class_labels import class_labels
from ui.shared.images import base64_pixels
from ui.shared.layout import horizontal
from ui.shared.network_diagram import array_to_json, draw_diagram

NETWORK, LAYER = "inside_network", "inside_layer"  # the components
Layers = list[dict[str, Any]]  # of the view `structure`


@st.fragment
def draw_architecture(network: TrainedNetwork, picture: np.ndarray) -> None:
    """Draw the network, and under it the opened layer for this picture `(28, 28, 3)` uint8.

    Both drawings stand there from the start, and progress stands beside the heading: nothing jumps.
    """
    with horizontal():
        st.subheader("The network", anchor="network", width="content")
        answers = _answers(network, picture)
        help_popover("structure", "activations", "layer")
    structure = answers.get("structure", {"layers": [], "parameters": 0, "operations": 0})
    opened = answers.get("opened")
    draw_diagram("network", NETWORK, on_open=_take_opened, opened=opened and opened["name"], **structure)
    known = "weights" in answers
    draw_diagram("layer", LAYER, picture=base64_pixels(picture), known=known, **(_payload(answers) if known else {}))


def _answers(network: TrainedNetwork, picture: np.ndarray) -> dict[str, Any]:
    """The answers so far about the network, the picture and the opened layer; what is missing is reported in place."""
    answers: dict[str, Any] = {}

    def keep(name: str) -> Callable[[worker_query.Answer], None]:
        return partial(answers.__setitem__, name)

    worker_query.draw_answer("structure", network, draw=keep("structure"), key="structure")
    if "structure" in answers:
        answers["opened"] = opened_layer(answers["structure"]["layers"])
        worker_query.draw_answer("activations", network, picture, draw=keep("activations"), key="activations")
    if "activations" in answers:
        name = answers["opened"]["name"]
        worker_query.draw_answer("layer", network, draw=keep("weights"), key="layer_weights", layer=name)
    return answers


def _payload(answers: dict[str, Any]) -> dict[str, Any]:
    names = [layer["name"] for layer in answers["structure"]["layers"]]
    maps = {name: answers["activations"][f"maps/{name}"] for name in names}
    return layer_payload(answers["opened"], maps, answers["weights"])


def layer_payload(
    opened: dict[str, Any], maps: dict[str, np.ndarray], weights: dict[str, np.ndarray]
) -> dict[str, Any]:
    """What the browser needs to itemise any value of one layer.

    Args:
        opened: Its entry of `structure`.
        maps: What every layer gives for the picture, `(h, w, c)` or `(n,)`.
        weights: Of this layer.
    """
    return {
        "layer": opened,
        "inputs": [{"name": name, **array_to_json(maps[name])} for name in opened["inputs"]],
        "output": array_to_json(maps[opened["name"]]),
        "kernel": array_to_json(weights["kernel"]) if "kernel" in weights else None,
        "bias": array_to_json(weights["bias"]) if "bias" in weights else None,
        "most": largest_magnitude(maps),
        "classes": _unit_labels(opened["name"]),
    }


def largest_magnitude(maps: dict[str, np.ndarray]) -> float:
    """The largest absolute activation of the network; the picture's own 0..255 would hide all others."""
    inputs = next(iter(maps))
    return max(float(np.abs(values).max()) for name, values in maps.items() if name != inputs)


def _unit_labels(name: str) -> list[str] | None:
    """What the units of a head's last layer stand for; a single unit slides towards the second class."""
    if name not in HEADS:
        return None
    labels = list(class_labels(name))
    return labels if HEADS[name].units > 1 else labels[-1:]


def opened_layer(layers: Layers) -> dict[str, Any]:
    """The layer that the link or the last click names, else the first with a kernel; the link then names it."""
    by_name = {layer["name"]: layer for layer in layers}
    default = next((layer["name"] for layer in layers if layer["parameters"]), layers[0]["name"])
    return by_name[fields.LAYER.given(choices=by_name, default=default).follow()]


def _take_opened() -> None:
    """Take what the browser sent."""
    fields.LAYER.stage(st.session_state[NETWORK].open)
