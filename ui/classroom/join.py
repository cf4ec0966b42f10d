"""Join a class: its code and a nickname. A link or a QR code brings the code along."""

import streamlit as st

from runs.class_records import CODE_LENGTH, NICKNAME_LENGTHS, ClassNotFound, clean_code
from ui.classroom import fields
from ui.classroom.attempts import TooManyWrongCodes, attempts
from ui.shared import class_bar, session_keys
from ui.shared.browser import browser_token
from ui.shared.format import sentence
from ui.shared.store import store

_INCOMPLETE = f"A code has {CODE_LENGTH} letters. Type the one that your teacher shows."
_WRONG = "No class has this code. Look at it again, letter by letter."


def draw_join(code: str, note: str = "") -> None:
    """Draw the form.

    Args:
        code: The code of the link; "": none.
        note: What to know before.
    """
    st.subheader("Join a class")
    if note:
        st.info(sentence(note), icon=":material/school:")
    if code and not st.session_state.get(session_keys.JOIN_CODE):
        st.session_state[session_keys.JOIN_CODE] = code
    with st.form("join_class", border=True):
        st.text_input("Code", key=session_keys.JOIN_CODE, max_chars=20, placeholder=f"{CODE_LENGTH} letters")
        about = "Others in the class see it. Take no full name."
        st.text_input("Nickname", key=session_keys.NICKNAME, max_chars=2 * NICKNAME_LENGTHS[1], help=about)
        if problem := st.session_state.pop(session_keys.CLASS_PROBLEM, ""):
            st.error(sentence(problem), icon=":material/error:")
        st.form_submit_button("Join", key="join_button", icon=":material/login:", type="primary", on_click=_join)


def join_problem(owner: str, code: str, nickname: str) -> str:
    """Let the browser into the class of the code; why it could not be, or ''."""
    if len(clean_code(code)) != CODE_LENGTH:
        return _INCOMPLETE
    try:
        attempts().check(owner)
        class_ = store().class_of_code(code)
        if class_ is None:
            attempts().note_wrong(owner)
            attempts().check(owner)
            return _WRONG
        attempts().forgive(owner)
        store().join(class_.id, owner, nickname)
    except TooManyWrongCodes as error:
        return str(error)
    except (ValueError, ClassNotFound) as error:
        return str(error)
    return ""


def _join() -> None:
    given = st.session_state[session_keys.JOIN_CODE], st.session_state[session_keys.NICKNAME]
    problem = join_problem(browser_token(), *given)
    if problem:
        st.session_state[session_keys.CLASS_PROBLEM] = problem
        return
    class_bar.forget_class()  # the one before
    fields.JOIN.choose("")
