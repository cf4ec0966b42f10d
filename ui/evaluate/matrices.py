"""The matrices on the page: `static/confusion.js` with their counts, and the cell that was chosen there."""

from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2 import component

from ui import keys
from ui.evaluate.matrix import Matrix, payload

LOADER = """
export default async (component) => {
  const confusion = await import(new URL("app/static/confusion.js", document.baseURI));
  return confusion.default(component);
};
"""

_matrices = component("lineheads_confusion", js=LOADER)


def matrices(shown: Sequence[Matrix], cell: str) -> None:
    """Draw matrices; a click, or Enter, on a cell or a label chooses it. `cell` is the one that is chosen now."""
    data = {"matrices": [payload(one) for one in shown], "cell": cell}
    _matrices(key=keys.MATRICES, data=data, on_cell_change=_take)


def _take() -> None:
    choose(str(st.session_state[keys.MATRICES]["cell"]))


def choose(cell: str) -> None:
    """Choose a cell; '' is none. The gallery then begins anew."""
    st.session_state[keys.CELL] = cell
    st.session_state[keys.SHOWN] = ""
    st.session_state.pop(keys.GALLERY_SIZE, None)
