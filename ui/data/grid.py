"""The 96 classes as a grid of pictures: `static/data/class_grid/class_grid.js`."""

import numpy as np
import streamlit as st

from data.export.sheet import class_words
from data.labels import ANGLES, CLASS_COUNT
from data.line import FRAME
from ui.shared.component import script_component
from ui.shared.images import picture_column
from ui.shared.url_state import Field

COLUMN_WIDTHS = (1.5, 1)  # of the grid, and of the chosen class beside it
_ROWS = [class_words(index).rsplit(" ", 1)[0] for index in range(0, CLASS_COUNT, len(ANGLES))]
_COLUMNS = [f"{angle}°" for angle in ANGLES]

_grid = script_component("class_grid", "data/class_grid/class_grid")


def class_name(index: int) -> str:
    """'long thick red, 45°'."""
    row, column = divmod(index, len(ANGLES))
    return f"{_ROWS[row]}, {_COLUMNS[column]}"


def class_grid(
    pictures: np.ndarray,
    counts: np.ndarray,
    *,
    label: str,
    unit: str,
    chosen: Field,
    key: str,
    shares: np.ndarray | None = None,
) -> int | None:
    """Draw the grid; returns the chosen class.

    Args:
        pictures: `(96, 28, 28, 3)` uint8, one of each class.
        counts: `(96,)` of what `unit` names; classes with 0 stay empty.
        chosen: The chosen class, by its number.
        key: Of the component.
        shares: `(96,)` 0..1, drawn as a bar on each picture.
    """
    number = chosen.follow()
    index = int(number) if number else None

    def take() -> None:
        chosen.stage(str(int(st.session_state[key]["chosen"])))

    data = {
        "strip": picture_column(pictures),
        "rows": _ROWS,
        "columns": _COLUMNS,
        "counts": [int(count) for count in counts],
        "label": label,
        "unit": unit,
        "shares": None if shares is None else [round(100 * float(share)) for share in shares],
        "chosen": index,
    }
    _grid(key=key, data=data, on_chosen_change=take)
    return index


def pictures_at(pictures: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """`(96, 28, 28, 3)`: the pictures at these `(96,)` rows, black for -1."""
    if not len(pictures):
        return np.zeros((len(rows), FRAME, FRAME, 3), np.uint8)
    return np.where((rows >= 0)[:, None, None, None], pictures[np.maximum(rows, 0)], 0).astype(np.uint8)
