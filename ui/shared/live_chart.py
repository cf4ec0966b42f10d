"""The live chart of a run: `static/shared/live_chart/live_chart.js`, and the rows that it is sent."""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.heads import HEADS
from runs.records import RESUMABLE
from ui.shared import joint_network, session_keys, weight_change_text
from ui.shared.component import script_component
from ui.shared.curve_rows import CURVE_COLUMNS, RowsMessage, Sent, next_message
from ui.shared.overlay import SecondRun, second_run
from ui.shared.overlay import comparison_text as versus_words
from ui.shared.run_text import chart_alt, counters, epoch_length, shown_steps, state_text
from ui.shared.run_view import RunView, view_of
from ui.shared.theme import STYLED_HEADS

_REFRESH = 1 / 3  # seconds between two updates of a live run
_REFRESH_WAITING = 1  # seconds, of a run with others before it in the queue: a class of thirty looks at theirs
_REFRESH_ENDED = 3  # seconds, of a run that somebody may resume on another page

_live_chart = script_component("live_chart", "shared/live_chart/live_chart", isolate_styles=False)


def draw_curves(view: RunView, advice: Mapping[str, str] | None = None) -> None:
    """Draw curves and counters; they are updated while the run, or the other run of its race, is live or may be.

    Args:
        advice: What to do next in some states of the run, on pages other than Train; these have no weights to apply.
    """
    st.fragment(_curves, run_every=_refresh(view))(view.record.id, _signature(view), advice)


def _refresh(view: RunView) -> float | None:
    """Seconds between two updates; None for runs that have ended for good."""
    views = [each for each in (view, view.other) if each]
    if view.record.status == "queued" and (view.place or 0) > 1:
        return _REFRESH_WAITING
    if any(each.live or each.record.goes_on for each in views):
        return _REFRESH
    return _REFRESH_ENDED if any(each.record.status in RESUMABLE for each in views) else None


def _curves(run_id: str, seen: tuple[Any, ...], advice: Mapping[str, str] | None) -> None:
    view = view_of(run_id)
    if view is None or _signature(view) != seen:
        st.rerun()
    send_rows(view, advice)


def _signature(view: RunView) -> tuple[Any, ...]:
    """The state that the rest of the page shows: when it changes, the whole page runs again."""
    other, begun = view.other, epoch_length(view) is not None  # with the first step, Step epoch can be pressed
    return view.record.status, view.control.version, len(view.marks), other and other.record.status, begun


def send_rows(view: RunView, advice: Mapping[str, str] | None = None) -> None:
    """Send the chart the new rows of the run and of the second run."""
    message = _message(view, session_keys.SENT)
    other = second_run(view)
    second = _message(other.view, session_keys.SENT_SECOND, once=other.kind == "reference") if other else None
    data = chart_message(view, message, other, second, advice)
    _live_chart(key=session_keys.CHART, data=data, on_resync_change=lambda: None)


def _message(view: RunView, key: str, once: bool = False) -> RowsMessage:
    """The next message of a run.

    Args:
        key: The session key of the last message.
        once: Send rows only once, as they do not change; the browser requests lost rows.
    """
    sent: Sent | None = st.session_state.get(key)
    message = next_message(view.rows, view.curve_id, sent, _missing_after(view.curve_id))
    st.session_state[key] = (message.run_id, message.upto if once else message.known, message.upto)
    return message


def _missing_after(curve_id: str) -> int | None:
    """The last step that the browser has, if it missed messages of this curve."""
    resync = getattr(st.session_state.get(session_keys.CHART), "resync", None)
    return resync.get(curve_id) if resync else None


def chart_message(
    view: RunView,
    message: RowsMessage,
    other: SecondRun | None = None,
    second: RowsMessage | None = None,
    advice: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A message for the script."""
    return {
        **message.to_json(),
        "sent": time.time(),
        "columns": list(CURVE_COLUMNS),
        "other": second.to_json() | {"kind": other.kind, "label": other.label} if other and second else None,
        "steps": max(shown_steps(view), shown_steps(other.view) if other else 0),
        "epoch": epoch_length(view),
        "marks": [[mark["step"], mark["label"]] for mark in view.marks],
        "heads": STYLED_HEADS,
        "joint": view.record.settings.joint,
        "effective_weights": _effective_weights(view),
        "words": _words(view, other, advice),
    }


def _effective_weights(view: RunView) -> list[float] | None:
    """The weights that a method uses now, as the heads are ordered; None where they are those of the sliders."""
    weights = view.last.effective_weights if view.last else None
    if not weights or view.record.settings.method == "manual":
        return None
    return [weights[name] for name in HEADS]


def _words(view: RunView, other: SecondRun | None, advice: Mapping[str, str] | None) -> dict[str, str]:
    state, detail = state_text(view, advice)
    settings = view.record.settings
    change = "" if settings.joint or advice else weight_change_text.latest_change(view.points, settings.optimizer)
    return counters(view) | {
        "state": state,
        "detail": detail,
        "versus": versus_words(view, other) if other else "",
        "weight_change": joint_network.NO_WEIGHT_CHANGE if settings.joint else change,
        "alt": chart_alt(view),
    }
