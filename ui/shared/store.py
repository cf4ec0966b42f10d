"""The one run store of this server process."""

import streamlit as st

from runs.store import Store


@st.cache_resource(show_spinner=False)
def store() -> Store:
    return Store()
