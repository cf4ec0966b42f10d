"""The view of a run: read from the store once for all sessions that show it."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from runs.history import HistoryPoint
from runs.records import Control, worker_silence
from training.catalogue import SHIPPED_RUN
from training.results.scores import first_solved
from training.run import Run
from training.run_store import RunStore
from ui.shared.curve_rows import ChartRow, curve_row
from ui.shared.queue_outlook import QueueOutlook, queue_outlook
from ui.shared.shared_view import SharedView
from ui.shared.store import catalogue, server_store

_FRESH = 0.25  # seconds before a view is read again
POINTS_KEPT = 1_000  # of a long run, evenly over it; those that come meanwhile are added until there are twice as many
SHIPPED_RUN_NAME = "The run that comes with LineHeads"
SHARED_CONTROLS = ("state", "until", "pace", "probe")  # controls that hold for both runs of a race


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """What Train shows of a run. `rows` and `points` grow while it does; of a long run there are some."""

    record: Run
    control: Control
    place: int | None  # in the queue
    wait: float | None = None  # seconds until a worker takes it, about; None: nobody knows
    held: bool  # whether a paused run keeps a worker from the queue
    class_holds: bool = False  # whether a class keeps it from starting
    warm: bool  # whether an engine is ready for it
    silence: float = 0.0  # seconds that its worker has not answered, if they are too many
    marks: list[dict[str, Any]]
    rows: list[ChartRow]
    points: list[HistoryPoint]
    other_id: str | None = None  # the other run of a race

    @property
    def curve_id(self) -> str:
        """Another one each time that the run was resumed: what came after its checkpoint is gone then."""
        attempt = self.record.attempt or 1
        return self.record.id if attempt == 1 else f"{self.record.id}#{attempt}"

    @property
    def first_id(self) -> str:
        """The run of a race that holds the shared controls; without a race this one."""
        return self.record.races or self.record.id

    @property
    def race_ids(self) -> set[str]:
        """This run and, in a race, the other one."""
        return {self.record.id, self.other_id or self.record.id}

    @property
    def other(self) -> "RunView | None":
        """The other run of a race."""
        return view_of(self.other_id) if self.other_id else None

    @property
    def live(self) -> bool:
        """Whether the run is waiting, running or paused."""
        return not self.record.finished

    @property
    def first_solved(self) -> dict[str, int | None]:
        """For each head the first step at which it reached 95 %: as measured, else as these points tell."""
        result = (self.record.result if self.record.finished else None) or {}
        return result.get("first_solved") or first_solved(self.points)

    @property
    def last(self) -> HistoryPoint | None:
        return self.points[-1] if self.points else None


class RunReader(SharedView[RunView]):
    """Reads one run, at most four times a second for all sessions together; the view is None if it is not there."""

    def __init__(self, run_id: str, source: RunStore) -> None:
        super().__init__(_FRESH)
        self._run, self._store = run_id, source
        self._points: list[HistoryPoint] = []
        self._rows: list[ChartRow] = []
        self._attempt: int | None = None  # from which the points are

    def _read(self) -> RunView | None:
        record = self._store.run(self._run)
        if record is None:
            return None
        queued = record.status == "queued"
        outlook = queue_outlook(self._store) if queued else QueueOutlook()
        others = [record.races] if record.races else self._store.rivals(self._run)
        engine = self._store.engine() if record.status == "starting" else None
        self._read_points(record.attempt)
        return RunView(
            record=record,
            control=self._control(record),
            place=self._store.queue_place(self._run) if queued else None,
            wait=outlook.waits.get(self._run),
            held=queued and self._store.has_paused_run(),
            class_holds=(record.races or self._run) in outlook.held,
            warm=engine is not None and engine.alive and engine.warm,
            silence=worker_silence(record.heartbeat) if record.active else 0.0,
            marks=self._store.marks(self._run),
            rows=self._rows,
            points=self._points,
            other_id=next(iter(others), None),
        )

    def _control(self, record: Run) -> Control:
        """The run's control; in a race the shared values are those of the first run."""
        own = self._store.control(record.id)
        if record.races is None:
            return own
        first = self._store.control(record.races)
        shared = {name: getattr(first, name) for name in SHARED_CONTROLS}
        return replace(own, **shared, version=own.version + first.version)

    def _read_points(self, attempt: int | None) -> None:
        """Append the points after the last known one; read all that are shown at first, and when the run was resumed.

        A point never changes within an attempt.
        """
        known, limit = self._points if attempt == self._attempt else [], POINTS_KEPT + 1
        new = self._store.points(self._run, after=known[-1].step, limit=limit) if known else []
        self._attempt = attempt
        if known and len(known) + len(new) <= 2 * POINTS_KEPT:
            self._points += new
            self._rows += [curve_row(point) for point in new]
        else:  # new lists: those who watch still hold the old ones
            self._points = self._store.some_points(self._run, POINTS_KEPT)
            self._rows = [curve_row(point) for point in self._points]


@st.cache_resource(max_entries=64, show_spinner=False)
def reader(run_id: str) -> RunReader:
    return RunReader(run_id, server_store())


def view_of(run_id: str) -> RunView | None:
    """The current view of a run; None if there is no such run."""
    return shipped_run() if run_id == SHIPPED_RUN else reader(run_id).view()


@st.cache_resource(show_spinner=False)
def shipped_run() -> RunView:
    """The finished run that is shipped with LineHeads."""
    network = catalogue().get(SHIPPED_RUN)
    record, points = replace(network.run, id=SHIPPED_RUN, name=SHIPPED_RUN_NAME), network.files.points()
    rows = [curve_row(point) for point in points]
    return RunView(
        record=record, control=Control(), place=None, held=False, warm=True, marks=[], rows=rows, points=points
    )
