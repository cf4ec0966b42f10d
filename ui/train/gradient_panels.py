"""The gradient panels of a run: the component, and the gradient diagnostics that it is sent."""

import time
from typing import Any

import streamlit as st

from model.diagnose import PANELS
from ui.shared import joint_network
from ui.shared.component import script_component
from ui.shared.curve_rows import RowsMessage, evenly_thinned, next_message
from ui.shared.run_text import shown_steps
from ui.shared.run_view import RunView, view_of
from ui.shared.theme import STYLED_HEADS
from ui.train.class_diagnostics import class_spacing
from ui.train.gradient_rows import GRADIENT_COLUMNS, GradientRows, newest_diagnostics

_REFRESH = 1  # seconds between two updates of a live run
_ROWS_SENT = 200  # at once
COMPONENT_KEY = "hood"  # the component, in the session state
SENT_KEY = "hood_sent"  # its last message
_PARTS = "name", "label", "about", "learns", "formula", "source"
PANEL_TEXTS = [
    {part: getattr(panel, part) for part in _PARTS} | ({} if panel.own_drawing else {"keys": [*panel.keys]})
    for panel in PANELS.values()
]
_ABOUT = (
    "The heads' gradients in the shared trunk, measured on fixed training pictures. Read every card as a diagnostic, "
    "not a verdict. Point at a curve to read all curves at that step."
)
_SUBJECT = "These panels compare the heads' gradients in the shared trunk: their norms, directions and conflicts."
_ABSENT = "This run has no gradient diagnostics: set **Gradient diagnostics** to every k steps, before or during a run."
_NOT_ALLOWED = "Your teacher has turned gradient diagnostics off: ask for them, or look at a run that has some."
_WAITING = "No gradient diagnostics yet: they are taken every {every:,} steps."

_gradient_panels = script_component("gradient_panels", "train/gradient_panels/gradient_panels")


def draw_gradient_panels(view: RunView) -> None:
    """Draw the panels of a run; they are updated while it trains and has diagnostics."""
    st.subheader("Gradient panels", anchor="gradient-panels")
    expected = view.live and (view.control.probe or _has_diagnostics(view))
    st.fragment(_panels, run_every=_REFRESH if expected else None)(view.record.id)


def _panels(run_id: str) -> None:
    view = view_of(run_id)
    if view is None:
        return
    if view.record.settings.joint:
        st.markdown(joint_network.NO_PANELS)
        return
    if not _has_diagnostics(view):
        every = view.control.probe  # steps
        st.markdown(_WAITING.format(every=every) if every and view.live else _absent_text(view))
        return
    st.caption(_ABOUT)
    _send_rows(view)


def _absent_text(view: RunView) -> str:
    return f"{_SUBJECT} {_NOT_ALLOWED if class_spacing(view) == 0 else _ABSENT}"


def _has_diagnostics(view: RunView) -> bool:
    return bool(_rows(view.curve_id).upto_now(view.points))


@st.cache_resource(max_entries=64, show_spinner=False)
def _rows(curve_id: str) -> GradientRows:
    return GradientRows()


def _send_rows(view: RunView) -> None:
    """Send the component the rows that it does not have yet."""
    rows = _rows(view.curve_id).upto_now(view.points)
    message = next_message(rows, view.curve_id, st.session_state.get(SENT_KEY), _missing_after(view.curve_id))
    st.session_state[SENT_KEY] = (message.run_id, message.known, message.upto)
    _gradient_panels(key=COMPONENT_KEY, data=panels_message(view, message), on_resync_change=lambda: None)


def _missing_after(curve_id: str) -> int | None:
    """The last step that the browser has, if it missed messages of this curve."""
    resync = getattr(st.session_state.get(COMPONENT_KEY), "resync", None)
    return resync["have"] if resync and resync["run"] == curve_id else None


def panels_message(view: RunView, message: RowsMessage) -> dict[str, Any]:
    """A message for the script. The texts of the panels are sent with the first rows only."""
    return {
        **message.to_json(),
        "sent": time.time(),
        "columns": list(GRADIENT_COLUMNS),
        "rows": evenly_thinned(message.rows, _ROWS_SENT),
        "steps": shown_steps(view),
        "marks": sorted({mark["step"] for mark in view.marks}),
        "heads": STYLED_HEADS,
        "panels": PANEL_TEXTS if message.after < 0 else None,
        "now": newest_diagnostics(view.points),
        "first_solved": view.first_solved,
    }
