"""Notices to the user. They may quote what was received, so they are no Markdown.

A callback of a fragment must not draw: its notice waits for the fragment.
"""

import streamlit as st

from ui.shared import session_keys
from ui.shared.format import sentence


def queue_notice(text: str, icon: str = ":material/error:") -> None:
    """Show this when the page runs next."""
    st.session_state[session_keys.NOTICE] = (text, icon)


def show_notice() -> None:
    """Show the notice that waits."""
    text, icon = st.session_state.pop(session_keys.NOTICE, ("", ""))
    if text:
        st.toast(sentence(text), icon=icon, duration="long")


def show_error(problem: str) -> None:
    """Show why something could not be done."""
    st.toast(sentence(problem), icon=":material/error:", duration="long")
