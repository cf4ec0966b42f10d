"""The 96 classes as a grid of pictures: `static/data/class_grid/class_grid.js`."""

import numpy as np
import streamlit as st
from streamlit.components.v2 import component

from data.labels import ANGLES, CLASS_COUNT, PROPERTIES, labels_of
from data.line import FRAME
from ui.shared.component import script
from ui.shared.images import strip
from ui.shared.url_state import Field

ROWS = [
    " ".join(one.classes[label] for one, label in zip(PROPERTIES.values(), row[:3], strict=False))
    for row in labels_of(np.arange(0, CLASS_COUNT, len(ANGLES)))
]
COLUMNS = [f"{angle}°" for angle in ANGLES]

_grid = component("lineheads_class_grid", js=script("data/class_grid/class_grid"))


def class_words(index: int) -> str:
    """'long thick red, 45°'."""
    row, column = divmod(index, len(ANGLES))
    return f"{ROWS[row]}, {COLUMNS[column]}"


def grid(
    pictures: np.ndarray,
    counts: np.ndarray,
    *,
    label: str,
    unit: str,
    chosen: Field,
    key: str,
    shares: np.ndarray | None = None,
) -> int | None:
    """Draw the grid; returns the class that is chosen in it.

    Args:
        pictures: `(96, 28, 28, 3)` uint8, one of each class.
        counts: `(96,)` how many there are; classes without any stay empty.
        unit: What is counted.
        chosen: The class that is chosen, by its number.
        key: Of the component.
        shares: `(96,)` 0..1, drawn as a bar on each picture and told with it.
    """
    opened = chosen.follow()
    index = int(opened) if opened else None

    def take() -> None:
        st.session_state[chosen.name] = str(int(st.session_state[key]["chosen"]))

    data = {
        "strip": strip(pictures),
        "rows": ROWS,
        "columns": COLUMNS,
        "counts": [int(count) for count in counts],
        "label": label,
        "unit": unit,
        "shares": None if shares is None else [round(100 * float(share)) for share in shares],
        "chosen": index,
    }
    _grid(key=key, data=data, on_chosen_change=take)
    return index


def first_pictures(pictures: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """`(96, 28, 28, 3)`: the pictures at these `(96,)` rows, black for -1."""
    if not len(pictures):
        return np.zeros((len(rows), FRAME, FRAME, 3), np.uint8)
    return np.where((rows >= 0)[:, None, None, None], pictures[np.maximum(rows, 0)], 0).astype(np.uint8)


def opened_or_first(index: int | None) -> int:
    return 0 if index is None else index


def labels_at(index: int) -> np.ndarray:
    """`(4,)` labels of a class."""
    return labels_of(np.array([index]))[0]
