"""Which browser a session belongs to: a random token in a signed cookie, and nothing else, says it.

`ui.middleware` sets the cookie. The secret that signs it is made at the first start, in the home.
"""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

import streamlit as st

from runs.home import home
from runs.unavailable import StoreUnavailable
from ui.shared import session_keys

COOKIE = "lineheads_browser"  # its name begins so
SECRET_FILE = "cookie_secret"
_TOKEN = re.compile(r"[\w-]{8,32}", re.ASCII)
_SECRET_LENGTH = 32  # bytes


def browser_token() -> str:
    """The token of this browser; one that keeps no cookie of ours has one for each session."""
    kept = cookie_token(st.context.cookies)
    return kept or st.session_state.setdefault(session_keys.BROWSER, _new_token())


def cookie_token(cookies: Mapping[str, str]) -> str | None:
    """The token in the cookies of a browser; None if there is none that this server has signed."""
    return _signed_token(str(cookies.get(cookie_name(), "")), _secret())


@lru_cache(maxsize=1_024)
def _signed_token(value: str, secret: bytes) -> str | None:
    """Kept, as a page asks for it fifty times."""
    token, _, signature = value.partition(".")
    is_ours = hmac.compare_digest(signature.encode("utf-8", "replace"), _signature(token, secret).encode())
    return token if _TOKEN.fullmatch(token) and is_ours else None


def cookie_name() -> str:
    """Another one for each secret: servers on several ports or paths of a machine leave each other's alone."""
    return _name_of(_secret())


@lru_cache(maxsize=4)
def _name_of(secret: bytes) -> str:
    return f"{COOKIE}_{hashlib.sha256(b'name ' + secret).hexdigest()[:8]}"


def new_cookie() -> str:
    """The value of a cookie with a new token."""
    return signed_cookie(_new_token())


def signed_cookie(token: str) -> str:
    """The value of a cookie with this token."""
    return f"{token}.{_signature(token, _secret())}"


def _new_token() -> str:
    return secrets.token_urlsafe(12)


def _signature(token: str, secret: bytes) -> str:
    return hmac.digest(secret, token.encode("utf-8", "replace"), "sha256").hex()


def _secret() -> bytes:
    try:
        return _kept_secret(os.environ.get("LINEHEADS_HOME"))
    except (OSError, StoreUnavailable):
        return _passing_secret()


@lru_cache(maxsize=4)
def _kept_secret(_home: str | None) -> bytes:
    """The secret in the home, made if there is none; only its user may read it."""
    folder = home()
    file = folder / SECRET_FILE
    if not file.exists():
        descriptor, partial = tempfile.mkstemp(".part", SECRET_FILE, folder)
        with os.fdopen(descriptor, "wb") as writing:
            writing.write(secrets.token_hex(_SECRET_LENGTH).encode())
        with suppress(FileExistsError):  # another server was quicker
            os.link(partial, file)
        os.unlink(partial)
    content = file.read_bytes()
    if len(content) < _SECRET_LENGTH:
        raise OSError(f"{file} is too short for a secret. Remove it.")
    return content


@lru_cache(maxsize=1)
def _passing_secret() -> bytes:
    """Where nothing can be kept: browsers are known until the server ends."""
    return secrets.token_bytes(_SECRET_LENGTH)
