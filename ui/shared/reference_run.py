"""The run that was shown before a new one: it stays behind it as a pale ghost, and in the link."""

import streamlit as st

from training.catalogue import STORY
from ui.shared import fields, session_keys
from ui.shared.run_view import View, look

HAUNTING = ("done", "stopped")


def stands_behind(run_id: str, before: str | None) -> None:
    """Keep the run that was shown as the ghost of a new one, or its own ghost if it has not finished."""
    ghosts = dict(st.session_state.get(session_keys.GHOSTS, {}))
    view = look(before) if before and before != STORY else None
    finished = view is not None and _haunts(view)
    chosen = before if finished else ghosts.get(before)
    if chosen:
        st.session_state[session_keys.GHOSTS] = ghosts | {run_id: chosen}


def follow_link(view: View) -> None:
    """Keep the page's address and the ghost equal: the address wins when it has changed, else the session."""
    ghosts = st.session_state.get(session_keys.GHOSTS, {})
    linked, ghost = fields.GHOST.changed(), ghosts.get(view.record.id)
    if linked and _may_haunt(linked, view):
        ghost = linked
        st.session_state[session_keys.GHOSTS] = ghosts | {view.record.id: ghost}
    fields.GHOST.settle("" if view.rival_id else ghost or "")  # a race shows its rival


def _may_haunt(run_id: str, view: View) -> bool:
    found = look(run_id) if run_id not in (STORY, view.record.id) else None
    return found is not None and _haunts(found)


def _haunts(view: View) -> bool:
    """Whether it has ended with curves: one that was taken out of the queue has none."""
    return view.record.status in HAUNTING and bool(view.rows)


def ghost_of(view: View) -> View | None:
    """The run that stands behind this one."""
    ghost = st.session_state.get(session_keys.GHOSTS, {}).get(view.record.id)
    return look(ghost) if ghost else None
