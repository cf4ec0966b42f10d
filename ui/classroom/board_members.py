"""The class itself: rename or remove a student, take the results along, end or delete the class."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from runs.class_records import NICKNAME_LENGTHS, ClassRecord, digest
from ui.classroom import board_actions, board_export
from ui.classroom.board_reader import BoardView, board_reader
from ui.shared import session_keys
from ui.shared.format import escaped
from ui.shared.layout import action_button, download_button, horizontal
from ui.shared.store import store

_THROW = "Throw away all that the class trained, too"
_KEPT = "Who trained a network keeps it, unless you tick the box."


def draw_class(view: BoardView) -> None:
    """Draw who is in the class, its files, and its end."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Students")
        _draw_students(view)
        _draw_removed(view.school_class.id)
    with right:
        st.subheader("Files")
        _draw_files(view.school_class)
        st.subheader("The end")
        _draw_end(view.school_class)


def _draw_students(view: BoardView) -> None:
    owners = {member.nickname: member.owner for member in view.members}
    if not owners:
        st.caption("Nobody is in the class yet.")
        return
    names = sorted(owners, key=str.casefold)
    chosen = st.selectbox("Student", names, key=session_keys.CHOSEN_STUDENT)
    class_id, owner = view.school_class.id, owners[chosen]
    key = f"{session_keys.NEW_NICKNAME}_{digest(owner)[:12]}"
    st.text_input("New nickname", key=key, max_chars=2 * NICKNAME_LENGTHS[1])
    with horizontal():
        action_button("Rename", "rename_student", "edit", board_actions.rename, class_id, owner, key)
        look = {"help": f"Take {chosen} out of the class, for good unless you let them in again. The runs stay."}
        action_button(
            "Remove", "remove_student", "person_remove", board_actions.remove, class_id, owner, chosen, **look
        )


def _draw_removed(class_id: str) -> None:
    for member in store().removed_members(class_id):
        with horizontal():
            st.markdown(f"{escaped(member.nickname)} was removed.", width="content")
            key, words = f"readmit_{digest(member.owner)[:12]}", (class_id, member.owner, member.nickname)
            action_button("Let in again", key, "person_add", board_actions.readmit, *words, type="tertiary")


def _draw_files(school_class: ClassRecord) -> None:
    stem = f"lineheads-class-{school_class.code}-{datetime.now():%Y-%m-%d}"
    files: tuple[tuple[str, Callable[[BoardView], bytes], str, str], ...] = (
        ("Board as a page", board_export.board_page, ".html", "text/html"),
        ("Results as CSV", board_export.results_file, "-results.csv", "text/csv"),
        ("Guesses as CSV", board_export.guesses_file, "-guesses.csv", "text/csv"),
    )
    with horizontal():
        for label, make, ending, mime in files:
            content = _content(school_class.id, make)
            download_button(label, content, f"{stem}{ending}", mime, f"class_file_{ending}")


def _content(class_id: str, make: Callable[[BoardView], bytes]) -> Callable[[], bytes]:
    """The file as it is when it is downloaded."""

    def content() -> bytes:
        view = board_reader(class_id).view()
        return make(view) if view else b""

    return content


def _draw_end(school_class: ClassRecord) -> None:
    st.caption(f"The class is deleted by itself on {school_class.ends:%d %B %Y}, with its nicknames and guesses.")
    with horizontal():
        if school_class.ended:
            st.markdown("The class has ended.", width="content")
        else:
            _draw_last("End the class", "end", "stop", school_class, board_actions.end)
        _draw_last("Delete the class", "delete", "delete", school_class, board_actions.delete)


def _draw_last(label: str, name: str, icon: str, school_class: ClassRecord, act: Callable[[str, bool], None]) -> None:
    """A popover that asks once more."""
    about = {
        "end": "All students are let go. The board stays: you can still look at it and take it along.",
        "delete": "Board, nicknames and guesses are gone at once, for good.",
    }
    with st.popover(label, icon=f":material/{icon}:", key=f"{name}_class"):
        st.markdown(about[name])
        throw = st.checkbox(_THROW, key=f"{name}_class_runs", help=_KEPT)
        look = {"type": "primary"}
        action_button(f"Yes, {name} it", f"{name}_class_now", icon, act, school_class.id, throw, **look)
