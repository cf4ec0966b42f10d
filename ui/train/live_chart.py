"""The live chart of a run: `static/train/live_chart/live_chart.js` with its numbers, sent as they come."""

import time
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from model.heads import HEADS
from ui.shared import joint_network, session_keys
from ui.shared.component import script
from ui.shared.curve_rows import COLUMNS, Message, Sent, next_message
from ui.shared.run_text import chart_alt, counters, shown_steps, state_text, steps_per_epoch
from ui.shared.run_view import RunView, view_of
from ui.shared.theme import STYLED_HEADS
from ui.train import weight_change_text
from ui.train.overlay import Beside, beside
from ui.train.overlay import words as versus_words

TICK = 1 / 3  # seconds between two looks at a live run

_live_chart = component("lineheads_live_chart", js=script("train/live_chart/live_chart"), isolate_styles=False)


def curves(view: RunView) -> None:
    """The curves and counters of a run; they look again by themselves as long as it, or its rival, lives."""
    rival = view.other
    every = TICK if view.live or (rival and rival.live) else None
    st.fragment(_curves, run_every=every)(view.record.id, _signature(view))


def _curves(run_id: str, seen: tuple[Any, ...]) -> None:
    view = view_of(run_id)
    if view is None or _signature(view) != seen:
        st.rerun()
    chart(view)


def _signature(view: RunView) -> tuple[Any, ...]:
    """What the rest of the page shows of a run: when it changes, the whole page has to look again."""
    rival, begun = view.other, steps_per_epoch(view) is not None  # with the first step, Step epoch can be pressed
    return view.record.status, view.control.version, len(view.marks), rival and rival.record.status, begun


def chart(view: RunView) -> None:
    """Send the chart the rows that it does not have yet, of the run and of the one beside or behind it."""
    message = _message(view, session_keys.SENT)
    other = beside(view)
    second = _message(other.view, session_keys.SENT_SECOND, once=other.kind == "ghost") if other else None
    data = payload(view, message, other, second)
    _live_chart(key=session_keys.CHART, data=data, on_resync_change=lambda: None)


def _message(view: RunView, key: str, once: bool = False) -> Message:
    """The next message about a run.

    Args:
        key: Where the session keeps what it sent last.
        once: Do not repeat it in case it got lost: the rows do not change, and the browser asks if it misses them.
    """
    sent: Sent | None = st.session_state.get(key)
    message = next_message(view.rows, view.record.id, sent, _asked(view.record.id))
    st.session_state[key] = (message.run_id, message.upto if once else message.known, message.upto)
    return message


def _asked(run_id: str) -> int | None:
    """The last step that the browser has, if it missed messages of this run."""
    asked = getattr(st.session_state.get(session_keys.CHART), "resync", None)
    return asked.get(run_id) if asked else None


def payload(
    view: RunView, message: Message, other: Beside | None = None, second: Message | None = None
) -> dict[str, Any]:
    """What one message tells the script; the long part is its new rows."""
    return {
        "sent": time.time(),
        "run": message.run_id,
        "after": message.after,
        "columns": list(COLUMNS),
        "rows": message.rows,
        "other": _other(other, second) if other and second else None,
        "steps": max(shown_steps(view), shown_steps(other.view) if other else 0),
        "epoch": steps_per_epoch(view),
        "marks": [[mark["step"], mark["label"]] for mark in view.marks],
        "heads": STYLED_HEADS,
        "joint": view.record.settings.joint,
        "effective_weights": _effective_weights(view),
        "words": _words(view, other),
    }


def _other(other: Beside, message: Message) -> dict[str, Any]:
    rows = {"run": message.run_id, "after": message.after, "rows": message.rows}
    return rows | {"kind": other.kind, "label": other.label}


def _effective_weights(view: RunView) -> list[float] | None:
    """The weights that a method uses now, as the heads are ordered; None where they are those of the sliders."""
    weights = view.last.effective_weights if view.last else None
    if not weights or view.record.settings.method == "manual":
        return None
    return [weights[name] for name in HEADS]


def _words(view: RunView, other: Beside | None) -> dict[str, str]:
    state, detail = state_text(view)
    settings = view.record.settings
    change = "" if settings.joint else weight_change_text.latest(view.points, settings.optimizer)
    return counters(view) | {
        "state": state,
        "detail": detail,
        "versus": versus_words(view, other) if other else "",
        "weight_change": joint_network.NO_WEIGHT_CHANGE if settings.joint else change,
        "alt": chart_alt(view),
    }
