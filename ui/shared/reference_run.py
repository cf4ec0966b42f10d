"""The reference run: a finished run whose curves are drawn pale behind those of a newer one."""

import streamlit as st

from training.catalogue import SHIPPED_RUN
from ui.shared import fields, session_keys
from ui.shared.run_view import RunView, view_of
from ui.shared.url_state import gone

COMPARABLE = ("done", "stopped")


def keep_reference(run_id: str, before: str | None) -> None:
    """Make the run that was shown the reference of a new one, or pass on its own reference if it has not finished."""
    if reference := before if _is_comparable(before) else _references().get(before):
        _set_reference(run_id, reference)


def follow_reference(view: RunView) -> None:
    """Keep the URL and the reference run equal: the URL wins when it has changed, else the session."""
    run_id, linked = view.record.id, fields.REFERENCE_RUN.changed()
    if linked and linked != run_id and _is_comparable(linked):
        _set_reference(run_id, linked)
    elif linked and view_of(linked) is None:
        fields.REFERENCE_RUN.drop(gone("reference run", "no other run is drawn behind"))
    reference = _references().get(run_id, "")
    fields.REFERENCE_RUN.settle("" if view.other_id else reference)  # a race shows its other run


def _is_comparable(run_id: str | None) -> bool:
    """Whether the run has ended with curves; a run that was removed from the queue has none."""
    view = view_of(run_id) if run_id and run_id != SHIPPED_RUN else None
    return view is not None and view.record.status in COMPARABLE and bool(view.rows)


def _references() -> dict[str | None, str]:
    return st.session_state.get(session_keys.REFERENCE_RUNS, {})


def _set_reference(run_id: str, reference: str) -> None:
    st.session_state[session_keys.REFERENCE_RUNS] = _references() | {run_id: reference}


def reference_of(view: RunView) -> RunView | None:
    """The reference run of this run."""
    reference = _references().get(view.record.id)
    return view_of(reference) if reference else None
