"""The gradient panels of a run: the component with each sample of the gradients, sent as it comes."""

import time
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from model.diagnose import PANELS
from training.results.scores import first_solved
from ui.shared import joint_network
from ui.shared.component import script
from ui.shared.curve_rows import Message, next_message
from ui.shared.run_text import shown_steps
from ui.shared.run_view import RunView, view_of
from ui.shared.theme import STYLED_HEADS
from ui.train.gradient_rows import COLUMNS, GradientRows, newest, thinned

TICK = 1  # seconds between two looks at a live run
ROWS_SENT = 200  # at once
HOOD = "hood"  # the component, in the session state
SENT = "hood_sent"  # what it was sent last
PARTS = "name", "label", "about", "learns", "formula", "source"
TEXTS = [
    {part: getattr(panel, part) for part in PARTS} | ({} if panel.own_drawing else {"keys": [*panel.keys]})
    for panel in PANELS.values()
]
ABOUT = (
    "What each head wants of the shared trunk, measured on fixed training pictures. Read every card as a diagnostic, "
    "not a verdict. Point at a curve to read all curves at that step."
)
ABSENT = (
    "Here you see who pulls at the shared trunk, how hard, and against whom. This run was not looked into: "
    "set **Look under the hood** to every so many steps, before or during a run."
)
WAITING = "The first look under the hood has not come yet: it is taken every {every:,} steps."

_under_the_hood = component("lineheads_under_the_hood", js=script("train/gradient_panels/gradient_panels"))


def under_the_hood(view: RunView) -> None:
    """The cards of a run; they look again by themselves as long as it lives and is looked into."""
    st.subheader("Under the hood", anchor="under-the-hood")
    expected = view.live and (_every(view) or _has_looks(view))
    st.fragment(_hood, run_every=TICK if expected else None)(view.record.id)


def _hood(run_id: str) -> None:
    view = view_of(run_id)
    if view is None:
        return
    if view.record.settings.joint:
        st.markdown(joint_network.NO_PANELS)
        return
    if not _has_looks(view):
        every = _every(view)
        st.markdown(WAITING.format(every=every) if every and view.live else ABSENT)
        return
    st.caption(ABOUT)
    cards(view)


def _every(view: RunView) -> int:
    """Steps between two looks that the run is asked to take; 0 for no looks."""
    return view.control.probe or 0


def _has_looks(view: RunView) -> bool:
    return bool(_rows(view.record.id).upto_now(view.points))


@st.cache_resource(max_entries=64, show_spinner=False)
def _rows(run_id: str) -> GradientRows:
    return GradientRows()


def cards(view: RunView) -> None:
    """Send the cards the rows that they do not have yet."""
    run_id = view.record.id
    rows = _rows(run_id).upto_now(view.points)
    message = next_message(rows, run_id, st.session_state.get(SENT), _asked(run_id))
    st.session_state[SENT] = (message.run_id, message.known, message.upto)
    _under_the_hood(key=HOOD, data=payload(view, message), on_resync_change=lambda: None)


def _asked(run_id: str) -> int | None:
    """The last step that the browser has, if it missed messages of this run."""
    asked = getattr(st.session_state.get(HOOD), "resync", None)
    return asked["have"] if asked and asked["run"] == run_id else None


def payload(view: RunView, message: Message) -> dict[str, Any]:
    """What one message tells the script. The texts of the panels go with the first rows only."""
    return {
        "sent": time.time(),
        "run": message.run_id,
        "after": message.after,
        "columns": list(COLUMNS),
        "rows": thinned(message.rows, ROWS_SENT),
        "steps": shown_steps(view),
        "marks": sorted({mark["step"] for mark in view.marks}),
        "heads": STYLED_HEADS,
        "panels": TEXTS if message.after < 0 else None,
        "now": newest(view.points),
        "woke": first_solved(view.points),
    }
