"""The run store and the catalogue of networks of this server process."""

import streamlit as st

from training.catalogue import Catalogue
from training.run_store import RunStore


@st.cache_resource(show_spinner=False)
def store() -> RunStore:
    return RunStore()


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    return Catalogue(store())
