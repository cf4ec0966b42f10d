"""The token of a browser: that of its cookie, else one for the session."""

from types import SimpleNamespace

import pytest
import streamlit as st

from ui.shared.browser import COOKIE, browser_token


@pytest.fixture
def session(monkeypatch):
    """Sets the cookies; returns the token."""
    monkeypatch.setattr(st, "session_state", {})

    def token(**cookies):
        monkeypatch.setattr(st, "context", SimpleNamespace(cookies=cookies))
        return browser_token()

    return token


def test_a_browser_is_known_by_its_cookie(session):
    assert session(**{COOKIE: "abc_DEF-123"}) == "abc_DEF-123"
    assert not st.session_state


@pytest.mark.parametrize("cookies", [{}, {COOKIE: ""}, {COOKIE: "short"}, {COOKIE: "x" * 40}, {COOKIE: "<b>'; DROP"}])
def test_a_session_without_a_cookie_of_ours_keeps_a_token_of_its_own(session, cookies):
    token = session(**cookies)
    assert len(token) == 16
    assert session(**cookies) == token
