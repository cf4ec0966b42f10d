"""The section of all runs: search, the table, and what is done with the chosen ones beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from runs.records import RunNotFound
from training.run import Run
from ui.compare import deleted_runs, exports, fields, import_network, run_editor, run_filter
from ui.compare.chosen_runs import choose, chosen_ids, chosen_runs, every_run
from ui.compare.fields import AT_MOST
from ui.compare.run_filter import NEWEST, STATUSES, Query
from ui.compare.run_table import table
from ui.shared import session_keys
from ui.shared.fields import FIND, FIND_AT_MOST, TAG
from ui.shared.notify import say
from ui.shared.store import store
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox, toggle

STEP = 100  # runs that are listed at first, and more at each click
SIDES = (0.7, 0.3)


def section() -> None:
    every = every_run()
    if not every:
        _empty()
        return
    query = _query(run_editor.tags_of(every))
    found = run_filter.find(every, query)
    _counts(len(found), len(every))
    left, right = st.columns(SIDES, gap="medium")
    with left:
        _table(found, query) if found else _nothing_fits()
    with right.container(border=True, key="chosen_panel"):
        some = chosen_runs(every)
        deleted_runs.undo_bar()
        run_editor.panel(some, every)
        if some:
            exports.row(some)


def _empty() -> None:
    deleted_runs.undo_bar()
    st.info("There is no run yet. Train one: a run of **fast** takes seconds, and is then listed here.")
    with st.container(horizontal=True):
        train = partial(st.switch_page, "pages/train.py")
        st.button("Go to Train", icon=":material/play_circle:", type="primary", key="to_train", on_click=train)
        import_network.popover()
        deleted_runs.popover()


def _query(tags: Sequence[str]) -> Query:
    """The row of search and filters; all of it stands in the link."""
    FIND.follow()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = st.text_input(
            "Find",
            key=FIND.name,
            type="search",
            live=True,
            max_chars=FIND_AT_MOST,
            placeholder="Name, id, tag, note, preset, method, status",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        status = _filter("Status", fields.STATUS, lambda name: STATUSES[name][0])
        tag = _filter("Tag", TAG.given(choices=("", *tags)), lambda tag: tag or "Any tag")
        starred = toggle("Starred", fields.STARRED)
    return Query(words=words or "", status=status, tag=tag, starred=starred, order=fields.ORDER.follow())


def _filter(label: str, field: Field, words: Callable[[str], str]) -> str:
    return selectbox(label, field, words, persist_state=None, label_visibility="collapsed", width=150)


def _counts(found: int, every: int) -> None:
    """How many there are, and those that can come back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="run_counts"):
        st.caption(f"{found:,} of {every:,} runs" if found < every else f"{every:,} runs", width="content")
        st.space("stretch")
        import_network.popover()
        deleted_runs.popover()


def _table(found: Sequence[Run], query: Query) -> None:
    listed = found[: st.session_state.get(session_keys.LISTED, STEP)]
    table(
        [run_filter.row(run) for run in listed],
        run_filter.COLUMNS,
        label="Runs",
        key=session_keys.RUN_TABLE,
        chosen=chosen_ids(),
        most=AT_MOST,
        on_act=_act,
        order=query.order,
        starred=True,
        more=len(found) - len(listed),
        page=repr(query),
    )


def _act(act: dict[str, Any]) -> None:
    """What was done in the table."""
    if act.get("kind") == "choose":
        choose(act["ids"])
    elif act.get("kind") == "star":
        try:
            store().star(act["id"], bool(act["on"]))
        except RunNotFound as error:
            say(str(error))
    elif act.get("kind") == "sort" and act["by"] in run_filter.SORTS:
        order = st.session_state.get(fields.ORDER.name, NEWEST)
        st.session_state[fields.ORDER.name] = run_filter.turned(order, act["by"])
    elif act.get("kind") == "more":
        st.session_state[session_keys.LISTED] = st.session_state.get(session_keys.LISTED, STEP) + STEP


def _nothing_fits() -> None:
    st.info("No run fits all of this. Take fewer words, or clear the search.", icon=":material/search_off:")
    st.button("Clear the search", key="clear_search", icon=":material/close:", on_click=_clear)


def _clear() -> None:
    for field in (FIND, TAG, fields.STATUS, fields.STARRED):
        st.session_state[field.name] = field.default
