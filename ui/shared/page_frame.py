"""The frame of every page."""

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui.shared import engine, keyboard, present, url_state
from ui.shared.notify import show_notice
from ui.shared.present import PageParts
from ui.shared.way_back import draw_way_back

_DAY = 86_400  # seconds
_LOOKS = Path(__file__).with_name("page_frame.css").read_text(encoding="utf-8")


def open_page(title: str, answers: str = "", parts: PageParts | None = None) -> None:
    """Configure the page. A fresh server runs a deep link once without `app.py`: then run again through it.

    Args:
        title: Of the page and of the browser's tab.
        answers: One sentence under the title: what the page answers.
        parts: That can be shown or hidden while presenting.
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
    keyboard.use_keys()
    show_notice()
    looks = _LOOKS + present.follow_link(parts or {})
    # Looks alone would take the place of a callback's toast.
    st.html(f'<header class="opening"><h1>{escape(title)}</h1><p>{escape(answers)}</p></header><style>{looks}</style>')
    draw_way_back(title)
    st.fragment(_rerun_at_a_new_server, run_every=_DAY)()


def _rerun_at_a_new_server() -> None:
    """Draws nothing. Of the pages that come back to a server that does not know them, the browser runs those again that
    have a timer; on others no download would work until the first click."""
