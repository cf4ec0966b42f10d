"""Help of every page: the glossary, the tour, and the tooltips of terms, all drawn by the browser."""

import streamlit as st

from ui.shared.component import script_component
from ui.shared.url_state import switch_page

_KEY = "page_help"  # the component
_PAGES = ("explore", "train")  # that the tour opens

_page_help = script_component("page_help", "shared/page_help/page_help")


def draw_page_help() -> None:
    _page_help(key=_KEY, data={}, on_open_change=_open)


def _open() -> None:
    page = st.session_state[_KEY].open
    if page in _PAGES:
        switch_page(f"pages/{page}.py", {})
