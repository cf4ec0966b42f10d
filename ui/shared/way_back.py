"""A button that leads back to the page that has opened this one: a presented page shows no menu."""

import streamlit as st

from ui.shared import present, session_keys
from ui.shared.layout import action_button
from ui.shared.url_state import switch_page


def keep(title: str, name: str, page: str) -> None:
    """The page of this title, when it opens next, leads back to `name`, which the script `page` draws."""
    st.session_state[session_keys.WAY_BACK] = title, name, page, present.shown_parts()
    present.show_all_next()


def draw_way_back(title: str) -> None:
    """Draw the button, if the page of this title has one; any other page forgets it."""
    known, name, page, shown = st.session_state.get(session_keys.WAY_BACK, ("", "", "", None))
    if known == title:
        action_button(f"Back to {name}", "way_back", "arrow_back", _go_back, page, shown)
    elif known:
        del st.session_state[session_keys.WAY_BACK]


def _go_back(page: str, shown: str | None) -> None:
    """Open the page as it was presented, if the user still presents."""
    if shown is not None and present.is_presented():
        present.present(shown)
    switch_page(page, {})
