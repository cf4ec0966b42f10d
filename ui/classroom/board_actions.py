"""What a teacher does to the class, as callbacks: refused unless this browser has the secret of the class."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from runs.class_records import ClassNotFound
from training.run_store import RunStore
from ui.classroom.board_reader import board_reader
from ui.classroom.board_secrets import board_classes
from ui.shared import notify
from ui.shared.store import store

_NOT_YOURS = "Only the board of this class can do that: open it by its secret link."
Change = Callable[[RunStore, str], Any]  # of the store, and the class by its id


def change(class_id: str, act: Change, words: str = "") -> bool:
    """Change the class, or queue a notice of why not; returns whether it was changed.

    Args:
        words: What is said afterwards.
    """
    if class_id not in {school_class.id for school_class in board_classes()}:
        notify.queue_notice(_NOT_YOURS)
        return False
    try:
        act(store().bound(replace(store().viewer, teaches=class_id)), class_id)
    except (ValueError, ClassNotFound) as error:
        notify.queue_notice(str(error))
        return False
    board_reader(class_id).expire()
    if words:
        notify.queue_notice(words, ":material/check:")
    return True


def pause(class_id: str, paused: bool) -> None:
    change(class_id, lambda store, school_class: store.pause(school_class, paused))


def lead(class_id: str, query: str) -> None:
    """Lead the class to a page; '' leads nowhere any more."""
    change(class_id, lambda store, school_class: store.push(school_class, query))


def reveal(class_id: str, question: str, shown: bool) -> None:
    """Show the class what it guessed at a `lesson/step`, or hide it."""
    lesson, _, step = question.rpartition("/")
    change(class_id, lambda store, school_class: store.reveal(school_class, lesson, int(step), shown))


def rename(class_id: str, owner: str, key: str) -> None:
    """Give a student the nickname that stands in a text input."""
    name = str(st.session_state.get(key) or "")
    change(class_id, lambda store, school_class: store.rename_member(school_class, owner, name))


def remove(class_id: str, owner: str, nickname: str) -> None:
    words = f"{nickname} is no longer in the class, and cannot join again unless you let them. The runs stay."
    change(class_id, lambda store, school_class: store.remove_member(school_class, owner), words)


def readmit(class_id: str, owner: str, nickname: str) -> None:
    words = f"{nickname} may join the class again."
    change(class_id, lambda store, school_class: store.readmit_member(school_class, owner), words)


def set_limits(class_id: str, limits: dict[str, Any]) -> None:
    change(class_id, lambda store, school_class: store.set_limits(school_class, **limits), "The limits hold from now.")


def end(class_id: str, delete_runs: bool) -> None:
    words = "The class has ended. Its board stays until the class is deleted."
    change(class_id, lambda store, school_class: store.end_class(school_class, delete_runs), words)


def delete(class_id: str, delete_runs: bool) -> None:
    words = "The class is deleted, with its nicknames and guesses."
    change(class_id, lambda store, school_class: store.delete_class(school_class, delete_runs), words)
