"""What a page shows when its script, a fragment of it or a callback ends with an error."""

import logging
import secrets
import time
from contextlib import suppress

import streamlit as st
from streamlit import config, error_util
from streamlit.logger import get_logger
from streamlit.runtime import backend_operation_handler
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.viewer import NotYours
from runs.database import StoreUnavailable
from ui.shared.format import sentence
from ui.shared.notify import queue_notice
from ui.shared.store import store

_IN_WORDS = (StoreUnavailable, NotYours)
_QUIET = 60.0  # seconds until the terminal is told the same again
_RETRY = 3.0  # seconds


def show_unavailable_store(error: Exception) -> bool:
    """Say in a sentence why the store could not be read, or may not be changed; of other errors Streamlit tells what
    it may.

    It stands, above a button, where the page or the fragment ended; a page comes back by itself when the store answers.
    After a callback the page is drawn, with a notice.

    Returns:
        Whether the error is shown, as `on_script_error` of `st.App` has it.
    """
    if not isinstance(error, _IN_WORDS):
        return False
    icon = ":material/lock:" if isinstance(error, NotYours) else ":material/database_off:"
    context = get_script_run_ctx()
    if context is not None and not context.has_script_started:
        queue_notice(str(error), icon)
        st.rerun()
    else:
        st.error(sentence(str(error)), icon=icon)
        st.button("Try again", key=secrets.token_hex(4))  # any click runs it again, and several fragments may fail
        if isinstance(error, StoreUnavailable) and not _in_fragment():
            st.caption("This page comes back by itself when the run store answers again.")
            st.fragment(_come_back, run_every=_RETRY)()
    return True


def _come_back() -> None:
    if _in_fragment():  # the timer runs it, not the page
        with suppress(StoreUnavailable):
            store().engine()
            st.rerun()


def _in_fragment() -> bool:
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def shorten_store_errors() -> None:
    """Have a store in trouble be a sentence in the terminal too, in place of Streamlit's traceback."""
    config.set_option("logger.enableRich", False)  # it would not go through the logger
    short = _ShortErrors()
    for module in (error_util, backend_operation_handler):  # pages, and downloads that are made on a click
        get_logger(module.__name__).addFilter(short)


class _ShortErrors(logging.Filter):
    """Lets a sentence through once a minute: fragments run again several times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until: dict[str, float] = {}  # sentence -> monotonic seconds

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        while error is not None and not isinstance(error, _IN_WORDS):
            error = error.__cause__
        if error is None:
            return True
        record.msg, record.args, record.exc_info = str(error), (), None
        due = time.monotonic() >= self._quiet_until.get(record.msg, 0.0)
        if due:
            self._quiet_until[record.msg] = time.monotonic() + _QUIET
        return due
