"""The frame of every page."""

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui.shared import engine, url_state
from ui.shared.notify import show_notice

_LOOKS = f"<style>{Path(__file__).with_name('page_frame.css').read_text(encoding='utf-8')}</style>"


def open_page(title: str, answers: str = "") -> None:
    """Configure the page. A fresh server runs a deep link once without `app.py`: then run again through it.

    Args:
        title: Of the page and of the browser's tab.
        answers: One sentence under the title: what the page answers.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    st.set_page_config(
        page_title=f"{title} · LineHeads",
        page_icon="static/icon.svg",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    url_state.receive(title)
    engine.start_engine()
    show_notice()
    # Looks alone would take the place of a callback's toast.
    st.html(f'<header class="opening"><h1>{escape(title)}</h1><p>{escape(answers)}</p></header>{_LOOKS}')
