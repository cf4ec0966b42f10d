"""Tools of every page: the menu for presenting, and the keys."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.shared import keyboard, present
from ui.shared.component import script_component
from ui.shared.share_link import CURRENT_VERSION

_KEY = "page_tools"  # the component

_page_tools = script_component("page_tools", "shared/page_tools/page_tools")


def draw_page_tools() -> None:
    """Draw the tools at the end of a page, when it has said what it has."""
    data = present.tools_data() | {"keys": keyboard.page_keys(), "version": CURRENT_VERSION}
    callbacks: dict[str, Callable[[], Any]] = {"on_present_change": _present, "on_leave_change": present.leave}
    _page_tools(key=_KEY, data=data, **callbacks)


def _present() -> None:
    present.present(st.session_state[_KEY].present)
