"""The one run store of this server process, and the networks that it knows."""

import streamlit as st

from training.catalogue import Catalogue
from training.run_store import RunStore


@st.cache_resource(show_spinner=False)
def store() -> RunStore:
    return RunStore()


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    return Catalogue(store())
