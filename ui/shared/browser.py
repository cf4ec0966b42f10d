"""Which browser a session belongs to: browsers take turns in the queue. A random token, and nothing else, says it."""

import re
import secrets
from collections.abc import Mapping

import streamlit as st

from ui.shared import session_keys

COOKIE = "lineheads_browser"  # `ui.middleware` sets it
_TOKEN = re.compile(r"[\w-]{8,32}", re.ASCII)


def cookie_token(cookies: Mapping[str, str]) -> str | None:
    """The token in the cookies of a browser, if it keeps one."""
    kept = str(cookies.get(COOKIE))
    return kept if _TOKEN.fullmatch(kept) else None


def browser_token() -> str:
    """The token of this browser; one that keeps no cookies has one for each session."""
    return cookie_token(st.context.cookies) or st.session_state.setdefault(
        session_keys.BROWSER, secrets.token_urlsafe(12)
    )
