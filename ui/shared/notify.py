"""What a callback has to say. A callback of a fragment must not draw: its words wait for the fragment."""

import streamlit as st

from ui.shared import session_keys


def say(words: str, icon: str = ":material/error:") -> None:
    """Say this at the next look at the page."""
    st.session_state[session_keys.NOTICE] = (words, icon)


def said() -> None:
    """Show what waits to be said."""
    words, icon = st.session_state.pop(session_keys.NOTICE, ("", ""))
    if words:
        st.toast(words, icon=icon, duration="long")


def tell(problem: str) -> None:
    """Say for a while what could not be done."""
    st.toast(problem, icon=":material/error:", duration="long")
