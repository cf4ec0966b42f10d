"""Ablation: each filter is silenced in turn, and the accuracy that every head loses is measured."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from training.catalogue import TrainedNetwork
from ui.look_inside import fields
from ui.look_inside.feature_visualisation import convolutions
from ui.look_inside.layer_names import layer_label
from ui.look_inside.structure import draw_structure
from ui.shared import worker_query
from ui.shared.network_diagram import draw_diagram
from ui.shared.url_widgets import selectbox


def draw_ablation(network: TrainedNetwork, picture: np.ndarray) -> None:
    draw_structure(network, partial(_draw_choice, network), "ablation_structure")


def _draw_choice(network: TrainedNetwork, structure: worker_query.Answer) -> None:
    names = [layer["name"] for layer in convolutions(structure["layers"])]
    if not names:
        st.info("The trunk of this network has no convolution, so there are no filters to silence.")
        return
    layer = selectbox("Filters of", fields.ABLATED.given(choices=names, default=names[-1]), layer_label, width=260)
    draw, button = partial(_draw_losses, layer), "Silence each filter"
    worker_query.draw_answer("ablation", network, draw=draw, button=button, key="ablation", layer=layer)


def _draw_losses(layer: str, answer: worker_query.Answer) -> None:
    draw_diagram("ablation", layer=layer_label(layer), **accuracy_losses(answer))


def accuracy_losses(answer: dict[str, Any]) -> dict[str, Any]:
    """Accuracy lost without each filter, `(filters, 4)`, and the accuracy with all, `(4,)`; in shares of 1."""
    base = np.asarray(answer["base"], float)
    return {"falls": (base - np.asarray(answer["accuracy"], float)).tolist(), "base": base.tolist()}
