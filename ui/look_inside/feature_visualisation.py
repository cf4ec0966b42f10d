"""Feature visualisation: pictures that activate a filter or a class most, made by gradient ascent."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.heads import HEADS
from training.catalogue import TrainedNetwork
from ui.look_inside import fields
from ui.look_inside.layer_names import layer_label
from ui.look_inside.structure import draw_structure
from ui.shared import worker_query
from ui.shared.class_labels import class_labels
from ui.shared.images import base64_pixels
from ui.shared.layout import horizontal
from ui.shared.network_diagram import draw_diagram
from ui.shared.url_widgets import number_input, selectbox

DEFAULT_CLASS = 4  # of the angle head: 60 degrees


def draw_feature_visualisation(network: TrainedNetwork, picture: np.ndarray) -> None:
    draw_structure(network, partial(_draw_choice, network), "wish_structure")


def _draw_choice(network: TrainedNetwork, structure: worker_query.Answer) -> None:
    choices = visualisable_units(structure["layers"])
    with horizontal("bottom"):
        source = fields.VISUALISED.given(choices=choices)
        layer = selectbox("Layer or head", source, _source_label, on_change=fields.VISUALISED_UNIT.forget, width=260)
        labels, default = choices[layer], DEFAULT_CLASS if layer == source.default else 0
        units = fields.VISUALISED_UNIT.given(choices=range(len(labels)), default=default)
        unit = selectbox("Filter or class", units, labels.__getitem__, width=180)
        seed = number_input("Seed", fields.VISUALISATION_SEED, help="Another seed starts from other noise", width=130)
    title = f"{_source_label(layer)}, {labels[unit]}"
    arguments = {"layer": layer, "unit": unit, "seed": int(seed)}
    draw, button = partial(_draw_pictures, title), "Make pictures"
    worker_query.draw_answer("synthesis", network, draw=draw, button=button, key="synthesis", **arguments)


def _draw_pictures(title: str, answer: worker_query.Answer) -> None:
    pictures = [base64_pixels(picture) for picture in answer["pictures"]]
    scores = np.asarray(answer["scores"], float).tolist()
    st.markdown(f"**{title}**: the best of {len(pictures)} starts reached {max(map(max, scores)):.2f}.")
    best = int(answer["best"])
    draw_diagram("feature_visualisation", pictures=pictures, scores=scores, best=best, title=title)


def visualisable_units(layers: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What can be visualised: the classes of the four heads, then the filters of the trunk's convolutions."""
    heads = {name: list(class_labels(name)) for name in HEADS}
    return heads | {layer["name"]: [f"filter {i}" for i in range(layer["shape"][-1])] for layer in convolutions(layers)}


def convolutions(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The trunk's layers with filters."""
    return [layer for layer in layers if layer["owner"] == "trunk" and "Conv" in layer["kind"]]


def _source_label(layer: str) -> str:
    return f"{layer} head" if layer in HEADS else layer_label(layer)
