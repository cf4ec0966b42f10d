"""The secrets of the teacher's boards that a browser keeps: `ui.board_link` puts them there."""

import re

import streamlit as st

from runs.class_records import ClassRecord
from ui.shared import session_keys
from ui.shared.store import store
from ui.shared.url_state import Field

COOKIE = "lineheads_boards"
NAME = "board"  # in the link
SECRET = r"[\w-]{20,64}"
_LINK = Field(NAME)
AT_MOST = 8  # boards of one browser, the last opened first


def secrets_in(text: str) -> list[str]:
    """The secrets of a cookie."""
    return [part for part in text.split(".") if re.fullmatch(SECRET, part, re.ASCII)][:AT_MOST]


def board_secrets() -> list[str]:
    """Those of this browser; under plain `streamlit run` those that this session was opened with."""
    session: list[str] = st.session_state.setdefault(session_keys.BOARDS, [])
    if (secret := _LINK.read()) is not None:  # no middleware took it
        _LINK.forget()
        session[:0] = secrets_in(secret)
    return [*session, *secrets_in(str(st.context.cookies.get(COOKIE, "")))]


def board_classes() -> list[ClassRecord]:
    """The classes whose board this browser may open."""
    classes = (store().class_of_secret(secret) for secret in board_secrets())
    return list({class_.id: class_ for class_ in classes if class_}.values())
