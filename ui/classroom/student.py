"""What a student sees of the class: name, nickname, where the teacher leads, and the own runs."""

import streamlit as st

from runs.class_records import ClassRecord, Member
from training.results.measures import tested
from training.run import Run
from ui.shared import class_bar
from ui.shared.browser import browser_token, cookie_token
from ui.shared.class_push import push_text
from ui.shared.format import escaped, percent, shortened
from ui.shared.layout import action_button, horizontal
from ui.shared.membership import current_push
from ui.shared.navigation import open_link
from ui.shared.queue_outlook import queue_outlook
from ui.shared.run_text import wait_text
from ui.shared.store import store

_REFRESH = 2.0  # seconds between two looks at runs that wait or train
_RUNS_AT_MOST = 30
_NO_COOKIE = """This browser keeps no cookies, or LineHeads was not started with `make run`: you are in the class until
this page is closed or loaded again."""


def draw_student(class_: ClassRecord, member: Member) -> None:
    with horizontal(horizontal_alignment="distribute", key="class_head"):
        st.subheader(escaped(class_.name))
        help_text = "Your runs stay yours. You can join again with the code."
        action_button("Leave the class", "leave_class", "logout", _leave, type="tertiary", help=help_text)
    st.markdown(f"You are **{escaped(member.nickname)}** here.")
    if cookie_token(st.context.cookies) is None:
        st.warning(_NO_COOKIE, icon=":material/cookie_off:")
    _draw_push(class_, member)
    if class_.paused:
        st.info("Your teacher has paused new training. Runs that train already go on.", icon=":material/pause_circle:")
    st.subheader("Your runs in this class")
    runs = _own_runs(class_.id)
    refresh = _REFRESH if any(not run.finished for run in runs) else None
    st.fragment(_draw_runs, run_every=refresh)(class_.id, tuple(f"{run.id} {run.status}" for run in runs))


def _draw_push(class_: ClassRecord, member: Member) -> None:
    """Where the teacher leads, and the way there and back."""
    push = current_push(class_)
    if push is None:
        st.caption("Your teacher leads nowhere now: look around, take a lesson, train a network.")
        return
    words = "you follow" if member.following else "you go your own way"
    with horizontal():
        st.markdown(f"Your teacher leads to **{escaped(push_text(push))}**; {words}.", width="content")
        action_button("Go there", "go_there", "arrow_forward", class_bar.set_following, True, type="primary")
        if member.following:
            action_button("Go my own way", "own_way", "alt_route", class_bar.set_following, False)


def _draw_runs(class_id: str, states: tuple[str, ...]) -> None:
    runs = _own_runs(class_id)
    if tuple(f"{run.id} {run.status}" for run in runs) != states:
        st.rerun()
    if not runs:
        st.caption("None yet. Train one on Train, or in a lesson on Learn.")
    for run in runs[:_RUNS_AT_MOST]:
        with horizontal():
            st.markdown(f"**{escaped(shortened(run.name, 40))}**", width="content")
            st.caption(_state_text(run), width="content")
            action_button("Open", f"open_{run.id}", "open_in_new", open_link, "train", {"run": run.id}, type="tertiary")


def _own_runs(class_id: str) -> list[Run]:
    """The newest first."""
    return [run for _, run in store().class_runs(class_id, browser_token())][::-1]


def _state_text(run: Run) -> str:
    if run.status == "queued":
        place = store().queue_place(run.id)
        starts = f"starts {wait_text(queue_outlook(store()).waits.get(run.id))}"
        return f"waits: number {place} in the queue, {starts}" if place else f"waits, {starts}"
    if run.active and run.total_steps:
        return f"{run.status}, step {run.step:,} of {run.total_steps:,}"
    exact = tested(run).get("exact")
    return run.status if exact is None else f"{run.status}, all four right: {percent(exact)}"


def _leave() -> None:
    store().leave(browser_token())
    class_bar.forget_class()
