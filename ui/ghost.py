"""The run that was shown before a new one: it stays behind it as a pale ghost, for this session."""

import streamlit as st

from ui import keys
from ui.watch import STORY, View, look

HAUNTING = ("done", "stopped")


def stands_behind(run_id: str, before: str | None) -> None:
    """Keep the run that was shown as the ghost of a new one, or its own ghost if it has not finished."""
    ghosts = dict(st.session_state.get(keys.GHOSTS, {}))
    view = look(before) if before and before != STORY else None
    finished = view is not None and view.record.status in HAUNTING
    chosen = before if finished else ghosts.get(before)
    if chosen:
        st.session_state[keys.GHOSTS] = ghosts | {run_id: chosen}


def ghost_of(view: View) -> View | None:
    """The run that stands behind this one."""
    ghost = st.session_state.get(keys.GHOSTS, {}).get(view.record.id)
    return look(ghost) if ghost else None
