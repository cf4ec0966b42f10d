"""The section of all runs: search, table, and the chosen runs beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from runs.records import RunNotFound
from training.run import Run
from ui.compare import deleted_runs, exports, fields, import_network, run_editor, run_filter
from ui.compare.chosen_runs import all_runs, choose_runs, chosen_ids, chosen_runs, train_button
from ui.compare.fields import CHOSEN_AT_MOST
from ui.compare.run_filter import NEWEST_FIRST, STATUS_FILTERS, RunQuery
from ui.compare.run_table import run_table
from ui.shared import session_keys
from ui.shared.browser import browser_token
from ui.shared.fields import FIND, FIND_AT_MOST, TAG
from ui.shared.format import counted
from ui.shared.layout import action_button, horizontal
from ui.shared.notify import queue_notice
from ui.shared.owners import owner_words
from ui.shared.store import store
from ui.shared.url_state import Field, gone
from ui.shared.url_widgets import selectbox, toggle
from ui.shared.viewer import is_open

LISTED_PER_CLICK = 100  # at first, and more at each click
_COLUMN_WIDTHS = (0.7, 0.3)


def draw_runs() -> None:
    runs = all_runs()
    tags = {"": "Any tag"} | {tag: tag for tag in run_editor.all_tags(runs)}
    TAG.given(choices=tags).follow(gone("tag", "showing runs with any tag"))
    if not runs:
        _draw_empty()
        return
    query = _draw_query(tags)
    matches = run_filter.matching_runs(runs, query)
    _draw_counts(len(matches), len(runs))
    left, right = st.columns(_COLUMN_WIDTHS, gap="medium")
    with left:
        if matches:
            _draw_table(matches, query)
        else:
            st.info("No run matches all of this. Use fewer words, or clear the search.", icon=":material/search_off:")
            action_button("Clear the search", "clear_search", "close", _clear_search)
    with right.container(border=True, key="chosen_panel"):
        chosen = chosen_runs(runs)
        deleted_runs.draw_undo()
        run_editor.draw_editor(chosen, runs)
        if chosen:
            exports.draw_downloads(chosen)


def _draw_empty() -> None:
    deleted_runs.draw_undo()
    st.info("There is no run yet. Train a network: a run of the preset **fast** takes seconds and is then listed here.")
    with horizontal("top"):
        train_button()
        import_network.draw_network_import()
        deleted_runs.draw_deleted_runs()


def _draw_query(tags: Mapping[str, str]) -> RunQuery:
    """The search and the filters."""
    FIND.follow()
    with horizontal():
        words = st.text_input(
            "Find",
            key=FIND.name,
            placeholder="Name, id, tag, note, preset, method, status",
            icon=":material/search:",
            type="search",
            live=True,
            max_chars=FIND_AT_MOST,
            label_visibility="collapsed",
        )
        status = _filter("Status", fields.STATUS, {name: label for name, (label, _) in STATUS_FILTERS.items()})
        tag = _filter("Tag", TAG, tags)
        starred = toggle("Starred", fields.STARRED)
        mine = not is_open() and toggle("Your runs", fields.MINE)
    marked = {"tag": tag, "starred": starred, "owner": browser_token() if mine else None}
    return RunQuery(words=words or "", status=status, order=fields.ORDER.follow(), **marked)


def _filter(label: str, field: Field, labels: Mapping[str, str]) -> str:
    return selectbox(label, field, labels, persist_state=None, label_visibility="collapsed", width=150)


def _draw_counts(matches: int, total: int) -> None:
    """How many runs match, the import of a network, and the deleted runs."""
    with horizontal(key="run_counts"):
        st.caption(
            f"{matches:,} of {counted(total, 'run')}" if matches < total else counted(total, "run"), width="content"
        )
        st.space("stretch")
        import_network.draw_network_import()
        deleted_runs.draw_deleted_runs()


def _draw_table(matches: Sequence[Run], query: RunQuery) -> None:
    listed = matches[: st.session_state.get(session_keys.LISTED, LISTED_PER_CLICK)]
    whose, viewer = owner_words(), store().viewer
    rows = [run_filter.run_row(run, whose(run.owner), viewer.refusal(run.owner, "run")) for run in listed]
    run_table(
        rows,
        run_filter.RUN_COLUMNS,
        label="Runs",
        key=session_keys.RUN_TABLE,
        chosen=chosen_ids(),
        most=CHOSEN_AT_MOST,
        on_act=_act,
        order=query.order,
        starred=True,
        more=len(matches) - len(listed),
        page=repr(query),
    )


def _act(act: dict[str, Any]) -> None:
    """Do what was done in the table."""
    kind = act.get("kind")
    if kind == "choose":
        choose_runs(act["ids"])
    elif kind == "star":
        try:
            store().star(act["id"], bool(act["on"]))
        except RunNotFound as error:
            queue_notice(str(error))
    elif kind == "sort" and act["by"] in run_filter.SORT_KEYS:
        order = fields.ORDER.held(NEWEST_FIRST)
        fields.ORDER.stage(run_filter.order_after_click(order, act["by"]))
    elif kind == "more":
        listed = st.session_state.get(session_keys.LISTED, LISTED_PER_CLICK)
        st.session_state[session_keys.LISTED] = listed + LISTED_PER_CLICK


def _clear_search() -> None:
    for field in (FIND, TAG, fields.STATUS, fields.STARRED, fields.MINE):
        field.stage(field.default)
