"""A select box whose choice stands in the link by its name, whatever its label: `?method=gradnorm`; and a switch.

Streamlit's own binding would put the label there.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

Name = TypeVar("Name", str, int)


def selectbox(
    label: str, names: Sequence[Name], key: str, default: Name, format_func: Callable[[Name], str], **how: Any
) -> Name:
    """One of `names`; the default leaves the link, and a link with nonsense falls back to it."""
    if st.session_state.get(key) not in names:  # the first time, or what was chosen is gone
        asked = st.query_params.get(key)
        st.session_state[key] = next((name for name in names if str(name) == asked), default)
    chosen = st.selectbox(label, names, key=key, format_func=format_func, persist_state="session", **how)
    if chosen != default:
        st.query_params[key] = str(chosen)
    elif key in st.query_params:
        del st.query_params[key]
    return chosen


def toggle(label: str, key: str) -> bool:
    """A switch that is off at first; on, it stands in the link as `true`."""
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key) == "true"
    on = st.toggle(label, key=key, persist_state="session")
    if on:
        st.query_params[key] = "true"
    elif key in st.query_params:
        del st.query_params[key]
    return on
