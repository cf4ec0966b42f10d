"""What a callback has to say. A callback of a fragment must not draw: its words wait for the fragment."""

import streamlit as st

from ui import keys


def say(words: str, icon: str = ":material/error:") -> None:
    """Say this at the next look at the page."""
    st.session_state[keys.SAID] = (words, icon)


def said() -> None:
    """Show what waits to be said."""
    words, icon = st.session_state.pop(keys.SAID, ("", ""))
    if words:
        st.toast(words, icon=icon, duration="long")
