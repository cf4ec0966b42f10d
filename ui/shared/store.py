"""The run store, the catalogue of networks and the imported sets of this server process."""

import streamlit as st

from data.library import Library
from training import imported_sets
from training.catalogue import Catalogue
from training.run_store import RunStore
from ui.shared.viewer import viewer, viewer_of


def store() -> RunStore:
    """The store as the viewer of this session may use it."""
    return server_store().bound(viewer())


def store_of(owner: str | None) -> RunStore:
    """The store as the browser with this token may use it: for requests outside of sessions."""
    return server_store().bound(viewer_of(owner))


@st.cache_resource(show_spinner=False)
def server_store() -> RunStore:
    """The store that may change everything: for what all sessions share, never for what one of them wants."""
    return RunStore()


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    return Catalogue(server_store())


def set_library() -> Library:
    """The imported sets as the viewer of this session may use them."""
    return imported_sets.library(viewer())
