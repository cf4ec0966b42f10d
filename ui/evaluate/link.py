"""Choices of Evaluate that stand in its link by their names."""

from collections.abc import Callable

import streamlit as st

from ui import keys


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
