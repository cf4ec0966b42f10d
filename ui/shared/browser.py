"""Which browser a session belongs to: browsers take turns in the queue. A random token, and nothing else, says it."""

import re
import secrets

import streamlit as st

from ui.shared import session_keys

COOKIE = "lineheads_browser"  # `ui.middleware` sets it
_TOKEN = re.compile(r"[\w-]{8,32}", re.ASCII)


def browser_token() -> str:
    """The token of this browser; one that keeps no cookies has one for each session."""
    kept = str(st.context.cookies.get(COOKIE))
    if _TOKEN.fullmatch(kept):
        return kept
    return st.session_state.setdefault(session_keys.BROWSER, secrets.token_urlsafe(12))
