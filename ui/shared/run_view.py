"""A run as its watchers see it: read from the store once for all sessions that look at it."""

import threading
import time
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from runs.history import HistoryPoint
from runs.records import Control
from training.catalogue import STORY
from training.run import Run
from training.run_store import RunStore
from ui.shared.curve_rows import Row, row_of
from ui.shared.store import catalogue, store

FRESH = 0.25  # seconds for which what was read is shown to everybody
STORY_NAME = "The run that comes with LineHeads"
SHARED = ("state", "until", "pace", "probe")  # controls that hold for both runs of a race


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that Train shows of a run. `rows` and `points` grow while the run does."""

    record: Run
    control: Control
    place: int | None  # in the queue
    held: bool  # whether a paused run keeps a worker from the queue
    warm: bool  # whether an engine is ready for it
    marks: list[dict[str, Any]]
    rows: list[Row]
    points: list[HistoryPoint]
    rival_id: str | None = None  # the other run of a race

    @property
    def leader_id(self) -> str:
        """The run that state, pace and the like are asked of: this one, unless it races another."""
        return self.record.races or self.record.id

    @property
    def rival(self) -> "View | None":
        """The other run of a race, as of now."""
        return look(self.rival_id) if self.rival_id else None

    @property
    def live(self) -> bool:
        """Whether something may still happen by itself."""
        return not self.record.finished

    @property
    def last(self) -> HistoryPoint | None:
        return self.points[-1] if self.points else None


class Watch:
    """Reads one run, at most four times a second, however many sessions look."""

    def __init__(self, run_id: str, source: RunStore) -> None:
        self._run, self._store = run_id, source
        self._points: list[HistoryPoint] = []
        self._rows: list[Row] = []
        self._lock = threading.Lock()
        self._view: View | None = None
        self._read_at = -FRESH

    def look(self) -> View | None:
        """The run as of now; None if there is no such run."""
        with self._lock:
            if time.monotonic() - self._read_at >= FRESH:
                self._view = self._read()
                self._read_at = time.monotonic()
            return self._view

    def expire(self) -> None:
        """Read again at the next look: something was just changed."""
        self._read_at = -FRESH

    def _read(self) -> View | None:
        record = self._store.run(self._run)
        if record is None:
            return None
        queued = record.status == "queued"
        rivals = [record.races] if record.races else self._store.rivals(self._run)
        engine = self._store.engine() if record.status == "starting" else None
        self._read_points()
        return View(
            record=record,
            control=self._control(record),
            place=self._store.queue_place(self._run) if queued else None,
            held=queued and any(run.status == "paused" for run in self._store.runs()),
            warm=engine is not None and engine.alive and engine.warm,
            marks=self._store.marks(self._run),
            rows=self._rows,
            points=self._points,
            rival_id=next(iter(rivals), None),
        )

    def _control(self, record: Run) -> Control:
        """Of a run that races another: what both share is asked of the leader."""
        own = self._store.control(record.id)
        if record.races is None:
            return own
        leader = self._store.control(record.races)
        shared = {name: getattr(leader, name) for name in SHARED}
        return replace(own, **shared, version=own.version + leader.version)

    def _read_points(self) -> None:
        """Only those after the last one: the point of a step does not change."""
        new = self._store.points(self._run, after=self._points[-1].step if self._points else -1)
        self._points += new
        self._rows += [row_of(point) for point in new]


@st.cache_resource(max_entries=64, show_spinner=False)
def watch(run_id: str) -> Watch:
    return Watch(run_id, store())


def look(run_id: str) -> View | None:
    """The run as of now; None if there is no such run."""
    return story() if run_id == STORY else watch(run_id).look()


@st.cache_resource(show_spinner=False)
def story() -> View:
    """The finished run that comes with the project, as it was shipped with its network."""
    network = catalogue().get(STORY)
    record, points = replace(network.run, id=STORY, name=STORY_NAME), network.files.points()
    rows = [row_of(point) for point in points]
    return View(record=record, control=Control(), place=None, held=False, warm=True, marks=[], rows=rows, points=points)
