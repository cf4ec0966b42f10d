"""How often the gradients of a student's run are diagnosed at most: their class says it, and the store sees to it."""

import streamlit as st

from ui.shared.browser import browser_token
from ui.shared.fields import DIAGNOSTICS_EVERY
from ui.shared.membership import membership
from ui.shared.run_view import RunView
from ui.shared.url_state import Field

_WHY = "so that everybody's run gets its turn soon."


def class_spacing(view: RunView) -> int | None:
    """Steps from one measurement to the next, at least, for the run under way, else for the next run.

    Returns:
        0: none are allowed; None: this browser is in no class, or the run under way belongs to another one.
    """
    if view.live and view.record.owner != browser_token():
        return None
    mine = membership()
    return mine[0].limits["diagnostics"] if mine else None


def diagnostics_field(view: RunView, spacing: int | None) -> Field:
    """The choices that the class leaves, and what the run under way has."""
    if spacing is None:
        return DIAGNOSTICS_EVERY
    has = view.control.probe if view.live else 0
    choices = [every for every in DIAGNOSTICS_EVERY.choices or () if every in (0, has) or 0 < spacing <= every]
    usual = next((every for every in choices if every >= DIAGNOSTICS_EVERY.default), 0)
    return DIAGNOSTICS_EVERY.given(choices=choices, default=usual)


def draw_note(spacing: int | None) -> None:
    """Say to a student what the class allows."""
    if spacing == 0:
        st.caption(f"In your class runs have no gradient diagnostics, {_WHY}")
    elif spacing:
        st.caption(f"In your class gradient diagnostics come at most every {spacing:,} steps, {_WHY}")
