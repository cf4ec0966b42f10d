"""Keys that press a page's buttons: a page lists them, `static/shared/page_tools/keys.js` listens.

Streamlit's own `st.button(shortcut=...)` does not serve: it also takes the arrow keys of sliders, the keys of fields
inside components, Space on a focused button twice, and knows no '?'.
"""

from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from ui.shared import session_keys


@dataclass(frozen=True, slots=True)
class PageKey:
    """A key and the button that it presses, shown or hidden; a disabled button is not pressed."""

    key: str  # as browsers name it: ' ', 'ArrowRight'
    about: str  # what it does
    button: str  # key of its container, and a selector inside that if it has several: 'pad [data-act=random]'
    by: int = 0  # 0: this button; else of several that match, that many places from the pressed one


def use_keys(*keys: PageKey) -> None:
    """Take these keys while this page is open."""
    st.session_state[session_keys.KEYS] = [asdict(key) for key in keys]


def page_keys() -> list[dict[str, Any]]:
    """The keys of the page as plain values."""
    return st.session_state.get(session_keys.KEYS, [])
