"""Runs that were thrown away: the undo, and the list of those that can still come back."""

from collections.abc import Callable, Sequence

import streamlit as st

from runs.curation import KEPT_DELETED
from runs.records import RunNotFound
from training.run import Run
from ui.compare.chosen_runs import choose, chosen_ids
from ui.shared import session_keys
from ui.shared.format import counted
from ui.shared.store import store

LISTED = 30


def delete(ids: Sequence[str]) -> None:
    """Throw these runs away; the undo then stands where it was asked for."""
    store().forget_deleted()  # those of long ago
    gone = [run_id for run_id in ids if _tried(store().delete, run_id)]
    st.session_state[session_keys.DELETED] = gone
    choose(one for one in chosen_ids() if one not in gone)


def undo_bar() -> None:
    """'Deleted 2 runs. Undo', until it is used or sent away."""
    if gone := st.session_state.get(session_keys.DELETED):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="undo_bar"):
            st.markdown(f"Deleted {counted(len(gone), 'run')}.", width="content")
            st.button("Undo", key="undo", icon=":material/undo:", type="primary", on_click=_undo)
            st.button("", key="undo_away", icon=":material/close:", type="tertiary", help="Dismiss", on_click=_dismiss)


def popover() -> None:
    """What was deleted and can still come back."""
    gone = store().deleted_runs(KEPT_DELETED)
    with st.popover(f"Deleted ({len(gone)})", icon=":material/delete_history:", disabled=not gone, key="bin"):
        st.caption(f"Deleted in the last {KEPT_DELETED.days} days, newest first. Later they are gone for good.")
        for run in gone[:LISTED]:
            _line(run)
        if len(gone) > LISTED:
            st.caption(f"And {len(gone) - LISTED} older ones.")
        if not gone:
            st.caption("None is left here.")


def _line(run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{run.name} · {run.id}")
        st.button("Restore", key=f"restore_{run.id}", icon=":material/undo:", on_click=_restore, args=([run.id],))


def _undo() -> None:
    gone = st.session_state.pop(session_keys.DELETED, [])
    _restore(gone)
    choose([*chosen_ids(), *gone])


def _dismiss() -> None:
    st.session_state.pop(session_keys.DELETED, None)


def _restore(ids: Sequence[str]) -> None:
    for run_id in ids:
        _tried(store().restore, run_id)
    left = [one for one in st.session_state.get(session_keys.DELETED, []) if one not in ids]
    st.session_state[session_keys.DELETED] = left


def _tried(change: Callable[[str], None], run_id: str) -> bool:
    try:
        change(run_id)
    except RunNotFound:
        return False
    return True
