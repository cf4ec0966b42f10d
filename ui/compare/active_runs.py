"""What trains or waits, with its progress, so that nobody has to leave the page. Its place is always there.

Trials of a search are not in this line; with no other run under way it says how far the search is.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from training.run import Run, Search
from ui.compare.run_filter import progress
from ui.compare.search import text
from ui.shared import run_control
from ui.shared.format import escaped, shortened
from ui.shared.store import store

TICK = 1.0  # seconds
NOTHING = "Nothing trains now."


def strip() -> None:
    """The line; it looks again by itself as long as something trains or waits."""
    live, searches = store().unfinished_runs(), text.going(store().searches())
    every = TICK if live or searches else None
    st.fragment(_strip, run_every=every)(_signature(live, searches))


def _signature(live: Sequence[Run], searches: Sequence[Search]) -> tuple[str, ...]:
    """When it changes, a run or a search has begun or ended: the rest of the page has to look again."""
    return tuple(f"{one.id} {one.status}" for one in (*live, *searches))


def _strip(seen: tuple[str, ...]) -> None:
    live, searches = store().unfinished_runs(), text.going(store().searches())
    if _signature(live, searches) != seen:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="running"):
        if live:
            _line(live[0], "first")
            _waiting(live[1:])
        else:
            st.caption(_search_words(searches[0]) if searches else NOTHING)


def _line(run: Run, where: str) -> None:
    """Name, bar and stop of one run."""
    st.progress(progress(run), f"{escaped(shortened(run.name))} · {_words(run)}", width=300)
    st.button(
        "Stop" if run.active else "Take out",
        key=f"stop_{where}_{run.id}",
        icon=":material/stop:",
        type="tertiary",
        on_click=run_control.stop,
        args=(run.id,),
    )


def _words(run: Run) -> str:
    return f"step {run.step:,} of {run.total_steps:,}" if run.total_steps and run.active else run.status


def _search_words(search: Search) -> str:
    """How far the search is that has its turn."""
    engine = store().engine()
    state = "trains" if engine is not None and engine.alive else "waits for the engine"
    ended = sum(not trial.undecided for trial in store().trials(search.id))
    return f"A weight search {state}: {escaped(shortened(search.name))}, {ended} of {search.budget} trials."


def _waiting(rest: Sequence[Run]) -> None:
    """All others, folded away."""
    with st.popover(f"{len(rest)} more", disabled=not rest, key="running_more"):
        waiting = [run.id for run in rest if run.status == "queued"]
        st.button(
            f"Take all {len(waiting)} waiting runs out of the queue",
            key="stop_waiting",
            icon=":material/playlist_remove:",
            on_click=partial(stop_all, waiting),
            disabled=not waiting,
        )
        for run in rest[:20]:
            with st.container(horizontal=True, vertical_alignment="center"):
                _line(run, "more")
        if len(rest) > 20:
            st.caption(f"And {len(rest) - 20} that wait.")


def stop_all(ids: Sequence[str]) -> None:
    """Stop these runs; those that wait leave the queue."""
    for run_id in ids:
        if store().run(run_id):
            run_control.stop(run_id)
