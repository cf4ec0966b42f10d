"""The live chart of a run: `static/live_chart.js` with its numbers, sent as they come."""

import time
from dataclasses import asdict
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from model.heads import HEADS
from ui import keys
from ui.curve import Message, next_message
from ui.looks import HEAD_LOOKS
from ui.watch import View, look
from ui.words import alt, counters, shown_steps, state_words, steps_per_epoch

TICK = 1 / 3  # seconds between two looks at a live run
LOADER = """
export default async (component) => {
  const chart = await import(new URL("app/static/live_chart.js", document.baseURI));
  return chart.default(component);
};
"""
HEADS_SHOWN = [{"name": name} | asdict(HEAD_LOOKS[name]) for name in HEADS]

_live_chart = component("lineheads_live_chart", js=LOADER, isolate_styles=False)


def curves(view: View) -> None:
    """The curves and counters of a run; they look again by themselves as long as it lives."""
    every = TICK if view.live else None
    st.fragment(_curves, run_every=every)(view.record.id, _signature(view))


def _curves(run_id: str, seen: tuple[Any, ...]) -> None:
    view = look(run_id)
    if view is None or _signature(view) != seen:
        st.rerun()
    chart(view)


def _signature(view: View) -> tuple[Any, ...]:
    """What the rest of the page shows of a run: when it changes, the whole page has to look again."""
    return view.record.status, view.control.version, len(view.marks)


def chart(view: View) -> None:
    """Send the chart the rows that it does not have yet."""
    message = next_message(view.rows, view.record.id, st.session_state.get(keys.SENT), _asked(view.record.id))
    st.session_state[keys.SENT] = (message.run_id, message.known, message.upto)
    _live_chart(key=keys.CHART, data=payload(view, message), on_resync_change=lambda: None)


def _asked(run_id: str) -> int | None:
    """The last step that the browser has, if it missed messages of this run."""
    asked = getattr(st.session_state.get(keys.CHART), "resync", None)
    return asked["have"] if asked and asked["run"] == run_id else None


def payload(view: View, message: Message) -> dict[str, Any]:
    """What one message tells the script; the long part is its new rows."""
    return {
        "sent": time.time(),
        "run": message.run_id,
        "after": message.after,
        "rows": message.rows,
        "steps": shown_steps(view),
        "epoch": steps_per_epoch(view),
        "marks": [[mark["step"], mark["label"]] for mark in view.marks],
        "heads": HEADS_SHOWN,
        "words": counters(view) | dict(zip(("state", "detail"), state_words(view), strict=True)) | {"alt": alt(view)},
    }
