"""Choices shown all at once, whose name stands in the link, whatever the label: `?move=angle`."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def segments(label: str, names: Sequence[str], key: str, default: str, format_func: Callable[[str], str]) -> str:
    """Joined buttons."""
    return _one(st.segmented_control, label, names, key, default, format_func)


def pills(label: str, names: Sequence[str], key: str, default: str, format_func: Callable[[str], str]) -> str:
    """Loose buttons that may take several rows."""
    return _one(st.pills, label, names, key, default, format_func)


def _one(
    widget: Callable[..., Any], label: str, names: Sequence[str], key: str, default: str, format_func: Callable
) -> str:
    """One of `names`; the default leaves the link, and a link with nonsense falls back to it."""
    if st.session_state.get(key) not in names:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in names else default
    chosen = widget(
        label,
        names,
        key=key,
        format_func=format_func,
        label_visibility="collapsed",
        required=True,
        persist_state="session",
    )
    if chosen != default:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
    return chosen
