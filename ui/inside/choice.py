"""Buttons in a row whose choice stands in the link by its name, whatever its label."""

from collections.abc import Collection, Mapping

import streamlit as st


def one_of(label: str, names: Mapping[str, str], key: str) -> str:
    """One of `names` (name -> label); the first one is the default and leaves the link."""
    default = next(iter(names))
    if key not in st.session_state:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in names else default
    chosen = st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    assert chosen is not None  # because it is required
    if chosen != default:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
    return chosen


def forget_unknown(key: str, names: Collection[str | int]) -> None:
    """Drop a choice that another network had and this one has not."""
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
