"""The confusion matrices on the page: the component with their counts, and the cell that is chosen in it."""

from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2 import component

from ui.evaluate.confusion_tables import Matrix, payload
from ui.shared import session_keys
from ui.shared.component import script

_matrices = component("lineheads_confusion", js=script("evaluate/confusion/confusion"))


def matrices(shown: Sequence[Matrix], cell: str) -> None:
    """Draw matrices; a click, or Enter, on a cell or a label chooses it. `cell` is the one that is chosen now."""
    data = {"matrices": [payload(one) for one in shown], "cell": cell}
    _matrices(key=session_keys.MATRICES, data=data, on_cell_change=_take)


def _take() -> None:
    choose(str(st.session_state[session_keys.MATRICES]["cell"]))


def choose(cell: str) -> None:
    """Choose a cell; '' is none. The gallery then begins anew."""
    st.session_state[session_keys.CELL] = cell
    st.session_state[session_keys.SHOWN] = ""
    st.session_state.pop(session_keys.GALLERY_SIZE, None)
