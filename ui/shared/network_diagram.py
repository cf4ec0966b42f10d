"""The drawings of the page: `static/look_inside/look_inside.js` with what a view found, as plain values."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
from streamlit.components.v2 import component

from data.line import FRAME
from ui.shared.component import script
from ui.shared.theme import HEADS_SHOWN

SQUARE = {"height": FRAME, "width": FRAME}

_look_inside = component("lineheads_look_inside", js=script("look_inside/look_inside"))


def drawn(view: str, key: str, on_open: Callable[[], None] | None = None, **data: Any) -> None:
    """Draw one of the drawings of the script.

    Args:
        view: Its name there.
        on_open: Called when the browser sends the trigger `open`.
    """
    told = {"view": view, "heads": HEADS_SHOWN, "frame": SQUARE, **data}
    _look_inside(key=key, data=told, on_open_change=on_open or (lambda: None))


def sent(array: np.ndarray) -> dict[str, Any]:
    """An array of any shape on its way to the browser: little-endian float32 in base64, with its shape."""
    values = np.ascontiguousarray(array, "<f4")
    return {"shape": list(array.shape), "values": base64.b64encode(values.tobytes()).decode()}
