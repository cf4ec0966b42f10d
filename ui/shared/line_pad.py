"""The canvas: `static/shared/line_pad/line_pad.js` with the drawing and its pixels."""

from typing import Any

import numpy as np

from data.labels import PROPERTIES
from data.paint import PAINTERS
from ui.shared import canvas_state, line_rules, session_keys
from ui.shared.component import script_component
from ui.shared.drawing import Drawing
from ui.shared.images import base64_pixels

TRAINED_VALUES = [
    {"name": prop.name, "unit": prop.unit, "classes": prop.classes, "values": prop.values}
    for prop in PROPERTIES.values()
]

_line_pad = script_component("line_pad", "shared/line_pad/line_pad")


def line_pad(
    drawing: Drawing,
    picture: np.ndarray,
    predicted: str,
    *,
    ack: int,
    version: int,
    network: str | None,
    small: bool = False,
) -> None:
    """Show the canvas; it sends changes as the state `change`, a drawing with `seq` and `version`.

    Args:
        drawing: Replaces the browser's drawing when `version` has grown.
        picture: `(28, 28, 3)` uint8, the pixels of `drawing`.
        predicted: The predictions as text; phones show it under the canvas, as the cards are out of sight.
        ack: The last `seq` that has arrived.
        network: Address of the network that answers in the browser, which then sends the last change of a gesture
            alone; None: the server answers.
        small: Without the fields of values; Python writes the line into the URL, not the script.
    """
    data: dict[str, Any] = {
        "drawing": drawing.to_json(),
        "picture": base64_pixels(picture),
        "said": predicted,
        "ack": ack,
        "version": version,
        "network": network,
        "rules": line_rules.rules_address(),
        "trained": TRAINED_VALUES,
        "painters": list(PAINTERS),
        "small": small,
    }
    _line_pad(key=session_keys.PAD, data=data, on_change_change=canvas_state.take_change)
