"""What trains or waits, with its progress, so that nobody has to leave the page. Its place is always there."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from runs.records import RunRecord
from ui import asks
from ui.compare.escaping import escaped, short
from ui.compare.finding import progress
from ui.store import store

TICK = 1.0  # seconds
NOTHING = "Nothing trains now."


def strip() -> None:
    """The line; it looks again by itself as long as something trains or waits."""
    live = store().unfinished_runs()
    st.fragment(_strip, run_every=TICK if live else None)(_signature(live))


def _signature(live: Sequence[RunRecord]) -> tuple[str, ...]:
    """When it changes, a run has begun or ended: the rest of the page has to look again."""
    return tuple(f"{run.id} {run.status}" for run in live)


def _strip(seen: tuple[str, ...]) -> None:
    live = store().unfinished_runs()
    if _signature(live) != seen:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="running"):
        if live:
            _line(live[0], "first")
            _waiting(live[1:])
        else:
            st.caption(NOTHING)


def _line(run: RunRecord, where: str) -> None:
    """Name, bar and stop of one run."""
    st.progress(progress(run), f"{escaped(short(run.name))} · {_words(run)}", width=300)
    st.button(
        "Stop" if run.active else "Take out",
        key=f"stop_{where}_{run.id}",
        icon=":material/stop:",
        type="tertiary",
        on_click=asks.stop,
        args=(run.id,),
    )


def _words(run: RunRecord) -> str:
    return f"step {run.step:,} of {run.total_steps:,}" if run.total_steps and run.active else run.status


def _waiting(rest: Sequence[RunRecord]) -> None:
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
            asks.stop(run_id)
