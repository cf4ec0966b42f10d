"""The line, the network as a drawing, and the layer of it that is open: `?layer=trunk_conv_1`.

The browser computes all values, while the line is drawn. A worker is asked about networks without a file for the
browser, and where the browser could not read it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from data.line_detector import has_line
from model.heads import HEADS
from model.predict import PictureAnswer, answers
from training.catalogue import TrainedNetwork
from ui.look_inside import fields
from ui.look_inside.help import help_popover
from ui.shared import canvas_state, line_rules, networks, session_keys, worker_query
from ui.shared.class_labels import class_labels
from ui.shared.format import answer_text
from ui.shared.images import base64_pixels
from ui.shared.keyboard import PageKey
from ui.shared.layout import horizontal
from ui.shared.line_pad import line_pad
from ui.shared.network_diagram import array_to_json, draw_diagram
from ui.shared.picture_strip import ChosenPicture

NETWORK, LAYER = "inside_network", "inside_layer"  # the components
KEYS = (
    PageKey("ArrowRight", "Open the next layer.", f"{NETWORK} .layer", by=1),
    PageKey("ArrowLeft", "Open the layer before.", f"{NETWORK} .layer", by=-1),
)
Layers = list[dict[str, Any]]  # of the view `structure`

_CLASSES = {name: list(class_labels(name)) for name in HEADS}
_CANVAS = 250  # px wide
_SERVER = (
    "This network is answered by the server: its layers follow when you let go of the line. In the browser answer "
    "networks of up to a million parameters."
)


def draw_architecture(network: TrainedNetwork, chosen: ChosenPicture) -> None:
    """Draw the canvas beside the network, and under both the opened layer.

    All drawings stand there from the start, and progress stands beside the heading: nothing jumps.
    """
    live = _live(network, chosen.picture)
    with horizontal():
        st.subheader("The network", anchor="network", width="content")
        known = _known_layers(network, live) or _answers(network, chosen.picture)
        help_popover("structure", "activations", "layer")
    if live is None:
        st.caption(_SERVER)
    structure = known.get("structure", {"layers": [], "parameters": 0, "operations": 0})
    opened, answer = known.get("opened"), answers(network.predictor(chosen.picture[None]))[0]
    row = horizontal("top", gap="medium")
    with row.container(width=_CANVAS, key="small_canvas_part"):
        _draw_canvas(chosen, answer, live)
    with row.container():
        callbacks = {"on_open": _take_opened, "on_server": partial(_take_server, network)}
        content = {"live": live, "classes": _CLASSES, "probabilities": _probabilities(answer)}
        draw_diagram("network", NETWORK, **callbacks, opened=opened and opened["name"], **structure, **content)
    complete = "weights" in known
    arrays = _payload(known) if complete else {}
    of_layer = {"live": live, "layers": structure["layers"] if live else [], "classes": _unit_labels()}
    draw_diagram("layer", LAYER, picture=base64_pixels(chosen.picture), known=complete, **of_layer, **arrays)


def _draw_canvas(chosen: ChosenPicture, answer: PictureAnswer, live: dict[str, Any] | None) -> None:
    state, words = canvas_state.state(), answer_text(answer, has_line(chosen.picture))
    address = live["network"] if live else None
    numbers = {"ack": state["seq"], "version": state["version"]}
    line_pad(chosen.drawing, chosen.picture, words, **numbers, network=address, small=True)


def _live(network: TrainedNetwork, picture: np.ndarray) -> dict[str, Any] | None:
    """What the browser needs to compute all layers: the type `Source` there; None: the server answers."""
    address = networks.browser_address(network)
    if address is None or network.name in st.session_state.get(session_keys.ON_SERVER, ()):
        return None
    state, rules = canvas_state.state(), line_rules.rules_address()
    place = {"name": network.name, "network": address, "rules": rules, "picture": base64_pixels(picture)}
    return place | {"seq": state["seq"], "version": state["version"]}


def _known_layers(network: TrainedNetwork, live: dict[str, Any] | None) -> dict[str, Any] | None:
    """The layers of a network that the browser computes: nobody need be asked."""
    structure = networks.structure(network) if live else None
    return structure and {"structure": structure, "opened": opened_layer(structure["layers"])}


def _answers(network: TrainedNetwork, picture: np.ndarray) -> dict[str, Any]:
    """The answers so far about the network, the picture and the opened layer; what is missing is reported in place."""
    known: dict[str, Any] = {}

    def keep(name: str) -> Callable[[worker_query.Answer], None]:
        return partial(known.__setitem__, name)

    worker_query.draw_answer("structure", network, draw=keep("structure"), key="structure")
    if "structure" in known:
        known["opened"] = opened_layer(known["structure"]["layers"])
        worker_query.draw_answer("activations", network, picture, draw=keep("activations"), key="activations")
    if "activations" in known:
        name = known["opened"]["name"]
        worker_query.draw_answer("layer", network, draw=keep("weights"), key="layer_weights", layer=name)
    return known


def _payload(known: dict[str, Any]) -> dict[str, Any]:
    names = [layer["name"] for layer in known["structure"]["layers"]]
    maps = {name: known["activations"][f"maps/{name}"] for name in names}
    return layer_payload(known["opened"], maps, known["weights"])


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
    }


def largest_magnitude(maps: dict[str, np.ndarray]) -> float:
    """The largest absolute activation of the network; the picture's own 0..255 would hide all others."""
    inputs = next(iter(maps))
    return max(float(np.abs(values).max()) for name, values in maps.items() if name != inputs)


def _unit_labels() -> dict[str, list[str]]:
    """What the units of each head's last layer stand for; a single unit slides towards the second class."""
    return {name: labels if HEADS[name].units > 1 else labels[-1:] for name, labels in _CLASSES.items()}


def _probabilities(answer: PictureAnswer) -> dict[str, list[float]]:
    """Of every class, per head."""
    return {name: [answer[name]["probabilities"][label] for label in head.classes] for name, head in HEADS.items()}


def opened_layer(layers: Layers) -> dict[str, Any]:
    """The layer that the link or the last click names, else the first with a kernel; the link then names it."""
    by_name = {layer["name"]: layer for layer in layers}
    default = next((layer["name"] for layer in layers if layer["parameters"]), layers[0]["name"])
    return by_name[fields.LAYER.given(choices=by_name, default=default).follow()]


def _take_opened() -> None:
    """Take what the browser sent."""
    fields.LAYER.stage(st.session_state[NETWORK].open)


def _take_server(network: TrainedNetwork) -> None:
    """The browser cannot read this network: ask the worker."""
    st.session_state[session_keys.ON_SERVER] = {*st.session_state.get(session_keys.ON_SERVER, ()), network.name}
