"""Choices that stand in the link by their names: a select box, a switch, and `followed` for any other control.

Streamlit's own binding would put the label there, and not the name: `?method=gradnorm`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from ui import keys

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


def followed(key: str, valid: Callable[[str], bool], default: str = "") -> str:
    """What is chosen under `key`: the page's address wins when it has changed, else the session. Both then say it.

    Args:
        valid: What may be chosen; anything else becomes the default, which leaves the link.
    """
    asked, known = st.query_params.get(key), keys.linked(key)
    changed = asked is not None and asked != st.session_state.get(known)
    value = asked if changed else st.session_state.get(key, default)
    value = value if isinstance(value, str) and valid(value) else default
    if value != default and value != asked:
        st.query_params[key] = value
    elif value == default and asked is not None:
        del st.query_params[key]
    st.session_state[key] = st.session_state[known] = value
    return value
