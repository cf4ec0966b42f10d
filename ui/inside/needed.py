"""Who needs which filter: each silenced in turn."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from ui import desk, keys, linked
from ui.inside.choice import forget_unknown
from ui.inside.drawn import drawn
from ui.inside.wishes import convolutions
from ui.inside.words import called
from ui.networks import Network


def needed(network: Network, picture: np.ndarray) -> None:
    desk.show("structure", network, draw=partial(_chosen, network), key="ablation_structure")


def _chosen(network: Network, structure: desk.Found) -> None:
    names = [one["name"] for one in convolutions(structure["layers"])]
    if not names:
        st.info("The trunk of this network has no convolution, so there are no filters to silence.")
        return
    forget_unknown(keys.ABLATED, names)
    layer = linked.selectbox("Filters of", names, keys.ABLATED, names[-1], called, width=260)
    draw, button = partial(_strips, layer), "Silence each filter"
    desk.show("ablation", network, draw=draw, button=button, key="ablation", layer=layer)


def _strips(layer: str, found: desk.Found) -> None:
    drawn("ablation", "ablation", layer=called(layer), **falls(found))


def falls(found: dict[str, Any]) -> dict[str, Any]:
    """Accuracy lost without each filter, `(filters, 4)`, and the accuracy with all, `(4,)`; in shares of 1."""
    base = np.asarray(found["base"], float)
    return {"falls": (base - np.asarray(found["accuracy"], float)).tolist(), "base": base.tolist()}
