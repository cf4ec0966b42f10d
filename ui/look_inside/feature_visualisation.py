"""What a filter or a class wants to see: pictures made by gradient ascent."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.heads import HEADS
from training.catalogue import TrainedNetwork
from ui.look_inside.layer_names import called
from ui.shared import session_keys, url_state, worker_query
from ui.shared.images import encoded
from ui.shared.network_diagram import drawn
from ui.shared.url_state import forget_unknown

FIRST_WISH = ("angle", 4)  # 60 degrees


def wishes(network: TrainedNetwork, picture: np.ndarray) -> None:
    worker_query.show("structure", network, draw=partial(_chosen, network), key="wish_structure")


def _chosen(network: TrainedNetwork, structure: worker_query.Answer) -> None:
    choices = wishful(structure["layers"])
    forget_unknown(session_keys.WISH_LAYER, choices)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = url_state.selectbox(
            "Layer or head",
            list(choices),
            session_keys.WISH_LAYER,
            FIRST_WISH[0],
            _label,
            on_change=_forget_unit,
            width=260,
        )
        labels = choices[layer]
        default = FIRST_WISH[1] if layer == FIRST_WISH[0] else 0
        forget_unknown(session_keys.WISH_UNIT, range(len(labels)))
        unit = url_state.selectbox(
            "Filter or class", range(len(labels)), session_keys.WISH_UNIT, default, labels.__getitem__, width=180
        )
        seed = st.number_input(
            *("Seed", 0, 1_000_000),
            key=session_keys.WISH_SEED,
            bind="query-params",
            help="Another seed, other starts",
            width=130,
        )
    title = f"{_label(layer)}, {labels[unit]}"
    arguments = {"layer": layer, "unit": unit, "seed": int(seed)}
    draw, button = partial(_pictures, title), "Make pictures"
    worker_query.show("synthesis", network, draw=draw, button=button, key="synthesis", **arguments)


def _pictures(title: str, found: worker_query.Answer) -> None:
    pictures = [encoded(one) for one in found["pictures"]]
    scores = np.asarray(found["scores"], float).tolist()
    st.markdown(f"**{title}**: the best of {len(pictures)} starts reached {max(map(max, scores)):.2f}.")
    drawn(
        "feature_visualisation",
        "feature_visualisation",
        pictures=pictures,
        scores=scores,
        best=int(found["best"]),
        title=title,
    )


def wishful(layers: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What can wish: the four heads with their classes, then the trunk's convolutions with their filters."""
    heads = {name: [f"{one}°" if name == "angle" else one for one in head.classes] for name, head in HEADS.items()}
    return heads | {one["name"]: [f"filter {i}" for i in range(one["shape"][-1])] for one in convolutions(layers)}


def convolutions(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The trunk's layers with filters."""
    return [one for one in layers if one["owner"] == "trunk" and "Conv" in one["kind"]]


def _label(layer: str) -> str:
    return f"{layer} head" if layer in HEADS else called(layer)


def _forget_unit() -> None:
    """Another layer has other units."""
    st.session_state.pop(session_keys.WISH_UNIT, None)
    st.query_params.pop(session_keys.WISH_UNIT, None)
