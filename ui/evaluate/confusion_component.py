"""The confusion matrices on the page: the component with their counts, and the cell that is chosen in it."""

from collections.abc import Sequence

import streamlit as st

from ui.evaluate import fields
from ui.evaluate.confusion_tables import Matrix, matrix_payload
from ui.shared import session_keys
from ui.shared.component import script_component

_matrices = script_component("confusion", "evaluate/confusion/confusion")


def draw_matrices(shown: Sequence[Matrix], cell: str) -> None:
    """Draw matrices; a click, or Enter, on a cell or a label chooses it. `cell` is the chosen one."""
    data = {"matrices": [matrix_payload(matrix) for matrix in shown], "cell": cell}
    _matrices(key=session_keys.MATRICES, data=data, on_cell_change=_take)


def _take() -> None:
    select_cell(str(st.session_state[session_keys.MATRICES]["cell"]))


def select_cell(cell: str) -> None:
    """Choose a cell; '' is none. The gallery then starts over."""
    fields.CELL.stage(cell)
    fields.SHOWN_PICTURE.stage("")
    st.session_state.pop(session_keys.GALLERY_SIZE, None)
