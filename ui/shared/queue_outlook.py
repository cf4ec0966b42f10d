"""When the runs that wait will start, and which of them their class holds back; read once a second for all sessions."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

import streamlit as st

from training.results.durations import Durations
from training.results.queue_forecast import seconds_to_start
from training.run_store import RunStore

_FRESH = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class QueueOutlook:
    waits: Mapping[str, float] = field(default_factory=dict)  # run id -> seconds until a worker takes it, about
    held: Set[str] = frozenset()  # ids of the runs that a class keeps from starting


def queue_outlook(store: RunStore) -> QueueOutlook:
    """As it was a second ago at most; a run that has just come may be missing."""
    return _outlook(store.url, store)


@st.cache_data(ttl=_FRESH, max_entries=4, show_spinner=False)
def _outlook(url: str, _store: RunStore) -> QueueOutlook:
    engine, held = _store.engine(), _store.held_runs()
    workers = engine.workers if engine and engine.alive else 0
    runs = [run for run in _store.unfinished_runs() if (run.races or run.id) not in held]
    return QueueOutlook(seconds_to_start(runs, workers, Durations(_store.runs()), _store.paces()), held)
