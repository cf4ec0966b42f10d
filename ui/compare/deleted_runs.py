"""Deleted runs: the undo, and the list of those that can still be restored."""

from collections.abc import Callable, Sequence

import streamlit as st

from runs.curation import KEPT_DELETED
from runs.records import RunNotFound
from ui.compare.chosen_runs import choose_runs, chosen_ids
from ui.shared import session_keys
from ui.shared.format import counted
from ui.shared.layout import action_button, horizontal
from ui.shared.store import server_store, store
from ui.shared.viewer import change_look

_LISTED_AT_MOST = 30


def delete_runs(ids: Sequence[str]) -> None:
    """Delete these runs; the undo is then offered."""
    server_store().forget_deleted()  # for good: those whose time is over
    deleted = [run_id for run_id in ids if _succeeds(store().delete, run_id)]
    st.session_state[session_keys.DELETED] = deleted
    choose_runs(run_id for run_id in chosen_ids() if run_id not in deleted)


def draw_undo() -> None:
    """'Deleted 2 runs. Undo', until it is used or dismissed."""
    if deleted := st.session_state.get(session_keys.DELETED):
        with horizontal(key="undo_bar"):
            st.markdown(f"Deleted {counted(len(deleted), 'run')}.", width="content")
            action_button("Undo", "undo", "undo", _undo, type="primary")
            forget = st.session_state.pop, session_keys.DELETED, None
            action_button("", "undo_away", "close", *forget, type="tertiary", help="Dismiss")


def draw_deleted_runs() -> None:
    """A popover with the runs that can be restored."""
    runs = store().deleted_runs(KEPT_DELETED)
    with st.popover(f"Deleted ({len(runs)})", icon=":material/delete_history:", disabled=not runs, key="bin"):
        st.caption(f"Deleted in the last {KEPT_DELETED.days} days, newest first. After that they are removed for good.")
        for run in runs[:_LISTED_AT_MOST]:
            with horizontal():
                st.text(f"{run.name} · {run.id}")
                action_button("Restore", f"restore_{run.id}", "undo", _restore, [run.id], **change_look(run.owner))
        if len(runs) > _LISTED_AT_MOST:
            st.caption(f"And {len(runs) - _LISTED_AT_MOST} older ones.")
        if not runs:
            st.caption("No run can be restored.")


def _undo() -> None:
    deleted = st.session_state.pop(session_keys.DELETED, [])
    _restore(deleted)
    choose_runs([*chosen_ids(), *deleted])


def _restore(ids: Sequence[str]) -> None:
    for run_id in ids:
        _succeeds(store().restore, run_id)
    deleted = st.session_state.get(session_keys.DELETED, [])
    st.session_state[session_keys.DELETED] = [run_id for run_id in deleted if run_id not in ids]


def _succeeds(change: Callable[[str], None], run_id: str) -> bool:
    try:
        change(run_id)
    except RunNotFound:
        return False
    return True
