"""The frame of every page."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui.shared import engine, url_state
from ui.shared.notify import show_notice


def open_page(title: str, sidebar: int | None = None) -> None:
    """Configure the page. A fresh server runs a deep link once without `app.py`: then run again through it.

    Args:
        title: Title of the browser's tab.
        sidebar: Width in px. None: no sidebar.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    st.set_page_config(
        page_title=f"{title} · LineHeads",
        page_icon="static/icon.svg",
        layout="wide",
        initial_sidebar_state=sidebar or "collapsed",
    )
    url_state.receive(title)
    engine.start_engine()
    show_notice()
