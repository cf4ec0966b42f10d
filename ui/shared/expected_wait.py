"""When a run that waits will start; reckoned once a second for all sessions."""

import streamlit as st

from training.results.durations import Durations
from training.results.queue_forecast import seconds_to_start
from training.run import Run
from training.run_store import RunStore

_FRESH = 1.0  # seconds


def expected_wait(run: Run, store: RunStore) -> float | None:
    """Seconds until a worker takes this run, about; None if nobody knows."""
    return _waits(store.url, store).get(run.id)


@st.cache_data(ttl=_FRESH, max_entries=4, show_spinner=False)
def _waits(url: str, _store: RunStore) -> dict[str, float]:
    engine = _store.engine()
    workers = engine.workers if engine and engine.alive else 0
    held = _store.held_runs()
    runs = [run for run in _store.unfinished_runs() if (run.races or run.id) not in held]
    return seconds_to_start(runs, workers, Durations(_store.runs()), _store.paces())
