"""The token of a browser: that of its signed cookie, else one for the session."""

import stat
import threading
from types import SimpleNamespace

import pytest
import streamlit as st

from ui.shared import browser
from ui.shared.browser import SECRET_FILE, browser_token, cookie_name, cookie_token, new_cookie


@pytest.fixture
def session(monkeypatch):
    """Sets the cookies; returns the token."""
    monkeypatch.setattr(st, "session_state", {})

    def token(**cookies):
        monkeypatch.setattr(st, "context", SimpleNamespace(cookies=cookies))
        return browser_token()

    return token


def test_a_browser_is_known_by_its_cookie(session):
    cookie = new_cookie()
    assert session(**{cookie_name(): cookie}) == cookie.split(".")[0]
    assert not st.session_state


FORGED = {
    "nothing": lambda cookie: "",
    "another token": lambda cookie: f"{'x' * 16}.{cookie.split('.')[1]}",
    "no signature": lambda cookie: cookie.split(".")[0],
    "an empty signature": lambda cookie: cookie.split(".")[0] + ".",
    "a part of the signature": lambda cookie: cookie[:-1],
    "another signature": lambda cookie: cookie[:-1] + ("0" if cookie[-1] != "0" else "1"),
    "a signature and more": lambda cookie: cookie + ".0",
    "the signature of no token": lambda cookie: browser.signed_cookie(""),
    "a token that is none": lambda cookie: browser.signed_cookie("a b"),
    "other letters": lambda cookie: "é☃<b>'; DROP",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_session_without_a_cookie_of_ours_keeps_a_token_of_its_own(session, forge):
    cookie = new_cookie()
    cookies = {cookie_name(): forge(cookie)}
    token = session(**cookies)
    assert (len(token), token == cookie.split(".")[0]) == (16, False)
    assert session(**cookies) == token
    assert session() == token


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """Changes the home."""
    return lambda name: monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / name))


def test_each_home_has_a_secret_that_its_user_alone_may_read(homes, tmp_path):
    homes("a")
    cookies = {cookie_name(): new_cookie()}
    secret = tmp_path / "a" / SECRET_FILE
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    browser._kept_secret.cache_clear()  # as after a restart
    token = cookie_token(cookies)
    assert token is not None
    homes("b")
    other = cookie_name()
    assert other not in cookies
    assert cookie_token(cookies | {other: next(iter(cookies.values()))}) is None
    homes("a")
    assert cookie_token(cookies) == token
    assert [file.name for file in (tmp_path / "a").iterdir()] == [SECRET_FILE]


def test_servers_that_start_at_once_have_one_secret(homes):
    homes("together")
    names, start = set(), threading.Barrier(8)

    def begin():
        start.wait()
        names.add(cookie_name())

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 1


def test_without_a_secret_on_the_disk_browsers_are_known_until_the_server_ends(homes, tmp_path):
    homes("a")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / SECRET_FILE).write_bytes(b"")  # nobody signs with this
    assert cookie_token({cookie_name(): new_cookie()})
    empty = browser.hmac.digest(b"", b"x" * 16, "sha256").hex()
    assert cookie_token({cookie_name(): f"{'x' * 16}.{empty}"}) is None
