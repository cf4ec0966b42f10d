"""Start a class. Its teacher gets a secret link, shown once: who has it has the board."""

import streamlit as st

from runs.class_records import CLASS_NAME_AT_MOST, DAYS_AT_MOST, ClassRecord
from ui.classroom.address import class_address, is_only_here, qr_code
from ui.shared import session_keys
from ui.shared.format import escaped, sentence
from ui.shared.layout import action_button
from ui.shared.store import store

_DAYS = 30
_SECRET = """**Your secret link**, shown this once. Whoever opens it has the board of the class; keep it, and do not
project it. Open it now: this browser then keeps it."""
_ONLY_HERE = """Only this machine can open this address. Start LineHeads with `make run ADDRESS=0.0.0.0`, and open this
page by the name or the number under which other machines reach it: link and QR code then say that one."""


def draw_start() -> None:
    """Draw the form, or the class that was just started."""
    st.subheader("Start a class")
    new = st.session_state.get(session_keys.NEW_CLASS)
    class_ = store().school_class(new[0]) if new else None
    if new and class_:
        _draw_new(class_, new[1])
        return
    with st.form("start_class", border=True):
        st.text_input("Name of the class", key=session_keys.CLASS_NAME, max_chars=CLASS_NAME_AT_MOST)
        about = "Then the class is deleted with its nicknames and guesses. Its runs stay."
        st.number_input("Days that it is kept", 1, DAYS_AT_MOST, _DAYS, key=session_keys.CLASS_DAYS, help=about)
        if problem := st.session_state.pop(session_keys.START_PROBLEM, ""):
            st.error(sentence(problem), icon=":material/error:")
        st.form_submit_button("Start", key="start_class_button", icon=":material/add:", on_click=_start)
    st.caption("For teachers. Students need no account: they join with a code of six letters.")


def _start() -> None:
    name, days = st.session_state[session_keys.CLASS_NAME], st.session_state[session_keys.CLASS_DAYS]
    try:
        class_, secret = store().create_class(name, days)
    except ValueError as error:
        st.session_state[session_keys.START_PROBLEM] = str(error)
        return
    st.session_state[session_keys.NEW_CLASS] = class_.id, secret


def _draw_new(class_: ClassRecord, secret: str) -> None:
    board, address = class_address(board=secret), class_address(join=class_.code)
    with st.container(border=True):
        st.markdown(f"The class **{escaped(class_.name)}** is there until {class_.ends:%d %B %Y}.")
        st.markdown(_SECRET)
        st.code(board, language=None, wrap_lines=True)
        st.link_button("Open the board", board, icon=":material/co_present:", type="primary")
        st.markdown("**For your students**: this code, this link, or the QR code.")
        draw_invitation(class_.code, address)
        action_button("Start another class", "start_another", "add", _forget_new, type="tertiary")


def draw_invitation(code: str, address: str, width: str = "11rem") -> None:
    """Draw the code, the link and the QR code with which students join.

    Args:
        width: Of the QR code, in CSS.
    """
    st.html(f'<div style="font-size: 2.4rem; letter-spacing: .25em; font-weight: 600">{code}</div>')
    st.html(qr_code(address, width))
    st.code(address, language=None, wrap_lines=True)
    if is_only_here(address):
        st.warning(_ONLY_HERE, icon=":material/wifi_off:")


def _forget_new() -> None:
    st.session_state.pop(session_keys.NEW_CLASS, None)
