"""The diagrams of `static/look_inside/look_inside.js`, with the answer of a view as plain values."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np

from data.line import FRAME
from ui.shared.component import script_component
from ui.shared.theme import STYLED_HEADS

_SQUARE = {"height": FRAME, "width": FRAME}

_look_inside = script_component("look_inside", "look_inside/look_inside")


def draw_diagram(
    view: str,
    key: str = "",
    on_open: Callable[[], None] | None = None,
    on_server: Callable[[], None] | None = None,
    **data: Any,
) -> None:
    """Draw a diagram of the script.

    Args:
        view: The name of the diagram, and its key unless one is given.
        on_open: Called for the trigger `open` of the browser.
        on_server: The same for `server`: the browser cannot read the network.
    """
    payload = {"view": view, "heads": STYLED_HEADS, "frame": _SQUARE, **data}
    callbacks = {"on_open_change": on_open or (lambda: None), "on_server_change": on_server or (lambda: None)}
    _look_inside(key=key or view, data=payload, **callbacks)


def array_to_json(array: np.ndarray) -> dict[str, Any]:
    """An array for the browser: its shape, and its values as little-endian float32 in base64."""
    values = np.ascontiguousarray(array, "<f4")
    return {"shape": list(array.shape), "values": base64.b64encode(values.tobytes()).decode()}
