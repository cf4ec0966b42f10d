"""The drawings of the page: `static/probe/probe.js`, which draws what `kind` says."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from model.heads import HEADS
from ui.shared import canvas_state
from ui.shared.class_labels import class_labels
from ui.shared.component import script_component
from ui.shared.theme import HEAD_STYLES

HEADS_SHOWN = [
    {"name": name, "classes": head.classes, "degrees": head.reads.unit == "degrees"} | asdict(HEAD_STYLES[name])
    for name, head in HEADS.items()
]

_response = script_component("response", "probe/probe")


def draw_component(kind: str, data: dict[str, Any], *, on_open: Callable[[], None] | None = None) -> None:
    """Show `data`, plain values, as a drawing of this kind.

    Args:
        on_open: Called when the user asks for something that the drawing names; it is the component's `opened`.
    """
    component_data = {"kind": kind, "heads": HEADS_SHOWN} | data
    key = component_key(kind)
    # a hand has moved the line
    on_change = {"on_change_change": lambda: canvas_state.take_change(key)}
    _response(key=key, data=component_data, on_opened_change=on_open or (lambda: None), **on_change)


def component_key(kind: str) -> str:
    return f"response_{kind}"


def rounded_probabilities(probabilities: np.ndarray) -> list[Any]:
    """Four decimals, as lists; a probability that is not quite 0 or 1 is not rounded to it."""
    between = (probabilities > 0) & (probabilities < 1)
    return np.where(between, probabilities.round(4).clip(1e-4, 1 - 1e-4), probabilities).astype(float).round(4).tolist()


def class_label(head: str, index: int) -> str:
    """'long' or '60°'."""
    return class_labels(head)[index]
