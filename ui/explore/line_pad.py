"""The canvas: `static/explore/line_pad/line_pad.js` with the drawing that Python knows and the pixels that it makes."""

from collections.abc import Callable
from typing import Any

import numpy as np
from streamlit.components.v2 import component

from data.labels import PROPERTIES
from data.paint import PAINTERS
from ui.shared.component import script
from ui.shared.drawing import Drawing
from ui.shared.images import encoded

TRAINED = [{"name": one.name, "classes": one.classes, "values": one.values} for one in PROPERTIES.values()]

_line_pad = component("lineheads_line_pad", js=script("explore/line_pad/line_pad"))


def line_pad(
    drawing: Drawing,
    picture: np.ndarray,
    said: str,
    *,
    ack: int,
    version: int,
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Show the canvas; it sends each change as the state `change`: a drawing with `seq` and `version`.

    Args:
        drawing: taken over by the browser when `version` has grown.
        picture: `(28, 28, 3)` uint8: the pixels of `drawing`.
        said: the answer in words; phones show it under the canvas, where the cards are out of sight.
        ack: the last `seq` that has arrived.
    """
    data: dict[str, Any] = {
        "drawing": drawing.to_json(),
        "picture": encoded(picture),
        "said": said,
        "ack": ack,
        "version": version,
        "trained": TRAINED,
        "painters": list(PAINTERS),
    }
    _line_pad(key=key, data=data, on_change_change=on_change)
