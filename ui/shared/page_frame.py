"""What every page opens with."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui.shared import engine


def open_page(title: str, sidebar: int | None = None) -> None:
    """Set the page up. A fresh server runs a deep link without `app.py` once: run again, through `app.py`.

    Args:
        title: Stands in the browser's tab.
        sidebar: Its width in px. None: the page has none, and what another page left of it is folded away.
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
    engine.start()
