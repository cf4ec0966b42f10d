"""What a board shows, read from the store once for all who look at it: of the curves only what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from model.heads import HEADS
from runs.class_records import ClassRecord, GuessRecord, Member
from runs.curves import ValidatedPoint
from runs.history import PerHead
from training.results.class_leaderboard import StudentRun, Surprise
from training.results.scores import SOLVED
from training.run import Run
from training.run_store import RunStore
from ui.shared.curve_rows import evenly_thinned
from ui.shared.shared_view import SharedView
from ui.shared.store import server_store

_FRESH = 0.5  # seconds before a board is read again
_ROWS = 40  # of a small curve; those that come meanwhile are added until there are twice as many


@dataclass(slots=True)
class SmallCurve:
    """The validated points of a run, few of a long one."""

    attempt: int | None
    rows: list[list[int]] = field(default_factory=list)  # step, then the accuracy of each head in thousandths
    solved: dict[str, int] = field(default_factory=dict)  # the first step at which a head read 95 % right
    weights: PerHead | None = None  # the newest ones
    changed: bool = False  # whether they were others before
    last: int = -1  # step
    whole: bool = False  # whether nothing more can come

    def add(self, points: Iterable[ValidatedPoint]) -> None:
        """Append points."""
        for point in points:
            self.rows.append([point.step, *(round(1000 * point.accuracy[head]) for head in HEADS)])
            for head in HEADS:
                if point.accuracy[head] >= SOLVED:
                    self.solved.setdefault(head, point.step)
            self.changed |= self.weights not in (None, point.weights)
            self.weights, self.last = point.weights, point.step
        if len(self.rows) > 2 * _ROWS:
            self.rows = evenly_thinned(self.rows, _ROWS)

    @property
    def solved_at(self) -> int | None:
        """The first step at which every head had read 95 % right; None: not yet."""
        return max(self.solved.values()) if len(self.solved) == len(HEADS) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """A class, its students and their runs."""

    school_class: ClassRecord
    members: list[Member]
    runs: Mapping[str, list[Run]]  # of each owner, oldest first
    curves: Mapping[str, SmallCurve]  # by the id of the run
    places: Mapping[str, int]  # in the queue, by the id of the run
    guesses: list[GuessRecord]

    @property
    def nicknames(self) -> dict[str, str]:
        """By owner."""
        return {member.owner: member.nickname for member in self.members}

    @property
    def student_runs(self) -> list[StudentRun]:
        """All runs, by student."""
        ordered = sorted(self.members, key=lambda member: member.nickname.casefold())
        return [StudentRun(member.nickname, run) for member in ordered for run in self.runs.get(member.owner, [])]

    @property
    def surprises(self) -> list[Surprise]:
        """How far the guesses were off to which the student's own runs have answered."""
        names = self.nicknames
        ended = [each for each in self.guesses if each.distance is not None and each.owner in names]
        return [Surprise(names[each.owner], each.distance or 0.0, each.outcome or "") for each in ended]


class BoardReader(SharedView[BoardView]):
    """Reads one class, twice a second at most for all sessions together; the view is None if it was deleted."""

    def __init__(self, class_id: str, source: RunStore) -> None:
        super().__init__(_FRESH)
        self._id, self._store = class_id, source
        self._curves: dict[str, SmallCurve] = {}

    def _read(self) -> BoardView | None:
        school_class = self._store.school_class(self._id)
        if school_class is None:
            return None
        by_owner: dict[str, list[Run]] = {}
        for owner, run in self._store.class_runs(self._id):
            by_owner.setdefault(owner, []).append(run)
        runs = [run for some in by_owner.values() for run in some]
        self._read_curves(runs)
        return BoardView(
            school_class=school_class,
            members=self._store.members(self._id),
            runs=by_owner,
            curves=dict(self._curves),
            places=self._places(runs),
            guesses=self._store.guesses(self._id),
        )

    def _places(self, runs: Sequence[Run]) -> dict[str, int]:
        if not any(run.status == "queued" for run in runs):
            return {}
        waiting = (run for run in self._store.unfinished_runs() if run.status == "queued")
        return {run.id: place for place, run in enumerate(waiting, start=1)}

    def _read_curves(self, runs: Sequence[Run]) -> None:
        """Append the points after the last known ones; a run that was resumed begins anew."""
        known = {run.id: self._curves.get(run.id) for run in runs}
        self._curves = {
            run.id: curve if (curve := known[run.id]) and curve.attempt == run.attempt else SmallCurve(run.attempt)
            for run in runs
        }
        growing = {run.id: self._curves[run.id] for run in runs if run.status != "queued"}
        growing = {run_id: curve for run_id, curve in growing.items() if not curve.whole}
        new = self._store.validated_points({run_id: curve.last for run_id, curve in growing.items()})
        for run_id, curve in growing.items():
            curve.add(new[run_id])
        for run in runs:
            self._curves[run.id].whole = run.finished


@st.cache_resource(max_entries=64, show_spinner=False)
def board_reader(class_id: str) -> BoardReader:
    return BoardReader(class_id, server_store())
