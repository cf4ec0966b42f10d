"""What every page opens with."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui import engine


def open_page(title: str) -> None:
    """Set the page up. A fresh server runs a deep link without `app.py` once: run again, through `app.py`."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    st.set_page_config(page_title=f"{title} · LineHeads", page_icon="static/icon.svg", layout="wide")
    engine.start()
