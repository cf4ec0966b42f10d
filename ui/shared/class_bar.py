"""The bar of students, on every page: it tells the class that they are there, and goes where the teacher leads.

Its script asks the server every two seconds for the news (`ui/class_news.py`): no page runs for it.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.shared import session_keys
from ui.shared.browser import browser_token
from ui.shared.class_push import go_there
from ui.shared.component import script_component
from ui.shared.membership import (
    current_push,
    last_membership,
    membership,
    news,
    push_number,
)
from ui.shared.store import store

_class_bar = script_component("class_bar", "shared/class_bar/class_bar")


def draw_class_bar() -> None:
    """Draw it at the end of a page if this browser is in a class, or was and has not read yet why it is in none."""
    last = last_membership()
    fresh = news(last)
    if fresh["state"] == "in" and last:
        st.session_state[session_keys.MY_CLASS] = last[0].name
        st.session_state.setdefault(session_keys.CLASS_PUSH, last[1].followed)
    if session_keys.MY_CLASS not in st.session_state:
        return
    data = {
        "name": st.session_state[session_keys.MY_CLASS],
        "nickname": last[1].nickname if last else "",
        "seen": st.session_state.get(session_keys.CLASS_PUSH, 0),
        "news": fresh,
    }
    callbacks: dict[str, Callable[[], Any]] = {
        "on_push_change": _follow_push,
        "on_follow_change": _set_following,
        "on_close_change": forget_class,
        "on_news_change": lambda: None,  # the page runs again, that is all
    }
    _class_bar(key=session_keys.CLASS_BAR, data=data, **callbacks)


def forget_class() -> None:
    """Nothing is to be said any more of the class that this browser was in; a callback."""
    for key in (session_keys.CLASS_PUSH, session_keys.MY_CLASS):
        st.session_state.pop(key, None)


def follow_push() -> None:
    """Go where the class is led now; a callback."""
    if (mine := membership()) is None:
        return
    number, push = push_number(mine[0]), current_push(mine[0])
    st.session_state[session_keys.CLASS_PUSH] = number
    store().follow_push(browser_token(), number)
    if push is not None:
        go_there(push)


def set_following(following: bool) -> None:
    """Follow the teacher, and go there at once, or go one's own way; a callback."""
    store().set_following(browser_token(), following)
    if following:
        follow_push()


def _follow_push() -> None:
    """Once for each push: the browser sends it again if it cannot know that it came."""
    mine = membership()
    if mine and mine[1].following and push_number(mine[0]) > st.session_state.get(session_keys.CLASS_PUSH, 0):
        follow_push()


def _set_following() -> None:
    set_following(bool(st.session_state[session_keys.CLASS_BAR].follow))
