"""How a run learned: the same picture read by its network from before its first step to its last, in the browser."""

import numpy as np
import streamlit as st

from model.heads import HEADS
from model.predict import shipped_names
from training.catalogue import TrainedNetwork
from ui.shared.class_labels import class_labels
from ui.shared.images import base64_pixels
from ui.shared.network_diagram import draw_diagram
from ui.shared.networks import snapshot_address
from ui.shared.store import catalogue, store

FEWEST = 2  # snapshots that a slider needs
ELSEWHERE = (
    "A run that you train here keeps its weights at up to 40 of its steps. Choose such a run above to see how its "
    "heads learned to read this picture; the networks that come with LineHeads have kept their last weights only."
)


def draw_checkpoints(network: TrainedNetwork, picture: np.ndarray) -> None:
    """Draw the slider of the network, and that of a run that trains just now, for this picture `(28, 28, 3)` uint8."""
    training = _in_training()
    runs = [(entry, title) for entry, title in ((network, ""), training) if entry and len(entry.snapshots) >= FEWEST]
    if not runs and network.name not in shipped_names():
        return
    st.subheader("The same picture at each step of training", anchor="steps")
    if len(network.snapshots) < FEWEST and network.name in shipped_names():
        st.caption(ELSEWHERE)
    for entry, title in runs:
        if title:
            st.markdown(title)
        _draw_slider(entry, picture)


def _in_training() -> tuple[TrainedNetwork | None, str]:
    """The newest run that a worker has, and what stands above its slider."""
    active = [run for run in store().unfinished_runs() if run.status in ("running", "paused")]
    if not active:
        return None, ""
    run = max(active, key=lambda run: run.created)
    newest = f"In training now: **{run.name}**, run {run.id}. Open this page again to see its newest steps."
    return catalogue().find(run.id), newest


def _draw_slider(network: TrainedNetwork, picture: np.ndarray) -> None:
    snapshots = [
        {"step": snapshot.step, "address": snapshot_address(network, snapshot)} for snapshot in network.snapshots
    ]
    draw_diagram(
        "checkpoints",
        f"checkpoints_{network.name}",
        run=network.name,
        snapshots=snapshots,
        picture=base64_pixels(picture),
        classes={head: list(class_labels(head)) for head in HEADS},
    )
