"""Choices that stand in the link by their names: a select box, a switch, and `followed` for any other control.

Streamlit's own binding would put the label there, and not the name: `?method=gradnorm`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from ui.shared import session_keys

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
    asked, known = st.query_params.get(key), session_keys.linked(key)
    changed = asked is not None and asked != st.session_state.get(known)
    value = asked if changed else st.session_state.get(key, default)
    value = value if isinstance(value, str) and valid(value) else default
    if value != default and value != asked:
        st.query_params[key] = value
    elif value == default and asked is not None:
        del st.query_params[key]
    st.session_state[key] = st.session_state[known] = value
    return value


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
