"""The runs that train or wait, with their progress, in one line above all sections of Compare.

Trials of a weight search are left out; while no other run is under way, the line shows the progress of the search.
"""

from collections.abc import Sequence

import streamlit as st

from training.run import Run, Search
from ui.compare.run_filter import progress
from ui.compare.search.text import running_searches
from ui.shared import run_control
from ui.shared.format import counted, escaped, shortened
from ui.shared.layout import action_button, horizontal
from ui.shared.queue_outlook import queue_outlook
from ui.shared.run_text import wait_text
from ui.shared.store import store
from ui.shared.viewer import change_look

_REFRESH = 1.0  # seconds
_LISTED_AT_MOST = 20


def draw_active_runs() -> None:
    """The line, refreshed as long as something trains or waits."""
    runs, searches = _unfinished()
    refresh = _REFRESH if runs or searches else None
    st.fragment(_draw_fragment, run_every=refresh)(_states(runs, searches))


def _unfinished() -> tuple[list[Run], list[Search]]:
    return store().unfinished_runs(), running_searches(store().searches())


def _states(runs: Sequence[Run], searches: Sequence[Search]) -> tuple[str, ...]:
    """Changes when a run or a search begins or ends: then the whole page is drawn again."""
    return tuple(f"{record.id} {record.status}" for record in (*runs, *searches))


def _draw_fragment(states: tuple[str, ...]) -> None:
    runs, searches = _unfinished()
    if _states(runs, searches) != states:
        st.rerun()
    with horizontal(key="running"):
        if runs:
            _draw_run(runs[0], "first")
            _draw_other_runs(runs[1:])
        else:
            st.caption(_search_text(searches[0]) if searches else "No run is training.")


def _draw_run(run: Run, place: str) -> None:
    """Name, progress and stop button of a run."""
    st.progress(progress(run), f"{escaped(shortened(run.name))} · {_state_text(run)}", width=300)
    label = "Stop" if run.active else "Cancel"
    look = change_look(run.owner, type="tertiary")
    action_button(label, f"stop_{place}_{run.id}", "stop", run_control.stop, run.id, **look)


def _state_text(run: Run) -> str:
    if run.total_steps and run.active:
        return f"step {run.step:,} of {run.total_steps:,}"
    if run.status == "queued" and (wait := queue_outlook(store()).waits.get(run.id)) is not None:
        return f"starts {wait_text(wait)}"
    return run.status


def _search_text(search: Search) -> str:
    """The progress of the search that has its turn."""
    engine = store().engine()
    state = "is running" if engine is not None and engine.alive else "waits for the engine"
    ended = sum(not trial.undecided for trial in store().trials(search.id))
    return f"A weight search {state}: {escaped(shortened(search.name))}, {ended} of {search.budget} trials."


def _draw_other_runs(runs: Sequence[Run]) -> None:
    with st.popover(f"{len(runs)} more", disabled=not runs, key="running_more"):
        waiting = [run for run in runs if run.status == "queued"]
        queued = [run.id for run in waiting if store().viewer.may_change(run.owner)]
        some = len(queued) < len(waiting)
        label = f"Cancel your {counted(len(queued), 'queued run')}" if some else f"Cancel all {len(queued)} queued runs"
        action_button(label, "stop_waiting", "playlist_remove", stop_runs, queued, disabled=not queued)
        for run in runs[:_LISTED_AT_MOST]:
            with horizontal():
                _draw_run(run, "more")
        if len(runs) > _LISTED_AT_MOST:
            st.caption(f"And {len(runs) - _LISTED_AT_MOST} more in the queue.")


def stop_runs(ids: Sequence[str]) -> None:
    """Stop these runs; queued ones leave the queue."""
    for run_id in ids:
        if store().run(run_id):
            run_control.stop(run_id)
