"""The reference run: a finished run whose curves are drawn pale behind those of a newer one."""

import streamlit as st

from training.catalogue import SHIPPED_RUN
from ui.shared import fields, session_keys
from ui.shared.run_view import RunView, view_of

COMPARABLE = ("done", "stopped")


def keep_reference(run_id: str, before: str | None) -> None:
    """Make the run that was shown the reference of a new one, or pass on its own reference if it has not finished."""
    references = st.session_state.get(session_keys.REFERENCE_RUNS, {})
    view = view_of(before) if before and before != SHIPPED_RUN else None
    finished = view is not None and _is_comparable(view)
    reference = before if finished else references.get(before)
    if reference:
        st.session_state[session_keys.REFERENCE_RUNS] = references | {run_id: reference}


def follow_reference(view: RunView) -> None:
    """Keep the URL and the reference run equal: the URL wins when it has changed, else the session."""
    references = st.session_state.get(session_keys.REFERENCE_RUNS, {})
    linked, reference = fields.REFERENCE_RUN.changed(), references.get(view.record.id)
    if linked and _may_be_reference(linked, view):
        reference = linked
        st.session_state[session_keys.REFERENCE_RUNS] = references | {view.record.id: reference}
    fields.REFERENCE_RUN.settle("" if view.other_id else reference or "")  # a race shows its other run


def _may_be_reference(run_id: str, view: RunView) -> bool:
    view_of_run = view_of(run_id) if run_id not in (SHIPPED_RUN, view.record.id) else None
    return view_of_run is not None and _is_comparable(view_of_run)


def _is_comparable(view: RunView) -> bool:
    """Whether the run has ended with curves; a run that was removed from the queue has none."""
    return view.record.status in COMPARABLE and bool(view.rows)


def reference_of(view: RunView) -> RunView | None:
    """The reference run of this run."""
    reference = st.session_state.get(session_keys.REFERENCE_RUNS, {}).get(view.record.id)
    return view_of(reference) if reference else None
