"""The one run store of this server process, and the networks that it knows."""

import streamlit as st

from runs.store import Store
from training.catalogue import Catalogue


@st.cache_resource(show_spinner=False)
def store() -> Store:
    return Store()


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    return Catalogue(store())
