"""Curves as charts need them: few points of a long run, and none that a resumed run draws anew."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Text, and_, cast, delete, func, or_, select, update

from runs.database import Database
from runs.history import STORED_AS, HistoryPoint, PerHead
from runs.tables import Checkpoint, Mark, Point, RunRow, SnapshotRow

_MARKS_SHOWN = 100  # newest steps with a mark whose neighbours are kept
_RUNS_AT_ONCE = 200  # SQLite takes no condition of more than 1,000 parts


@dataclass(frozen=True, slots=True)
class ValidatedPoint:
    """What small curves show of a point that was validated."""

    step: int
    accuracy: PerHead  # 0..1
    weights: PerHead | None  # that the balancing method made of the sliders


class CurvePoints(Database):
    """Points by their place in the curve."""

    def some_points(self, run_id: str, limit: int) -> list[HistoryPoint]:
        """All points of a run with at most `limit`, else about as many, evenly over it, in the order of their steps.

        Of each stretch it is the point with the most measured. The first and the last are there, and those on both
        sides of the newest marks: they tell what a change of weights did.
        """
        mine = Point.run_id == run_id
        sizes = select(Point.step, func.length(cast(Point.data, Text))).where(mine).order_by(Point.step)
        marks = select(Mark.step).distinct().where(Mark.run_id == run_id).order_by(Mark.step.desc())
        with self.read() as connection:
            count = connection.scalar(select(func.count()).select_from(Point).where(mine)) or 0
            if not count:
                self.require_run(connection, run_id)
            chosen = [mine]
            if count > limit:
                known = connection.execute(sizes).all()
                steps = _spread([(step, size) for step, size in known], limit)
                steps |= _beside(connection.scalars(marks.limit(_MARKS_SHOWN)), [step for step, _ in known])
                chosen.append(Point.step.in_(steps))
            rows = connection.scalars(select(Point.data).where(*chosen).order_by(Point.step))
            return [HistoryPoint.from_json(data) for data in rows]

    def validated_points(self, after: Mapping[str, int]) -> dict[str, list[ValidatedPoint]]:
        """Of many runs the validated points with a step greater than `after`, by step.

        Args:
            after: By the id of each run; -1 is all.
        """
        accuracy, weights = Point.data[STORED_AS["validation_accuracy"]], Point.data[STORED_AS["effective_weights"]]
        columns = Point.run_id, Point.step, accuracy.label("accuracy"), weights.label("weights")
        points: dict[str, list[ValidatedPoint]] = {run_id: [] for run_id in after}
        places = list(after.items())
        with self.read() as connection:
            for first in range(0, len(places), _RUNS_AT_ONCE):
                some = places[first : first + _RUNS_AT_ONCE]
                new = or_(*(and_(Point.run_id == run_id, Point.step > step) for run_id, step in some))
                for row in connection.execute(select(*columns).where(new).order_by(Point.step)):
                    if row.accuracy is not None:
                        points[row.run_id].append(ValidatedPoint(row.step, row.accuracy, row.weights))
        return points


def rewind(connection: Connection, run_ids: Iterable[str]) -> None:
    """Forget what came after the last checkpoints of these runs: they go on from there, and may end before it."""
    for run_id in run_ids:
        saved = connection.scalar(select(func.max(Checkpoint.step)).where(Checkpoint.run_id == run_id))
        last = -1 if saved is None else saved  # without a checkpoint the untrained network is measured anew too
        connection.execute(delete(Point).where(Point.run_id == run_id, Point.step > last))
        connection.execute(delete(SnapshotRow).where(SnapshotRow.run_id == run_id, SnapshotRow.step > last))
        connection.execute(delete(Mark).where(Mark.run_id == run_id, Mark.step > max(last, 0)))
        connection.execute(update(RunRow).where(RunRow.id == run_id).values(step=max(last, 0)))


def _spread(known: list[tuple[int, int]], limit: int) -> set[int]:
    """Steps of points, evenly over them: of each group the one that takes the most room.

    Args:
        known: Step and size of each point, by step.
    """
    group = -(-len(known) // limit)
    largest = (max(known[at : at + group], key=lambda point: point[1])[0] for at in range(0, len(known), group))
    return {known[0][0], *largest, known[-1][0]}


def _beside(marks: Iterable[int], steps: list[int]) -> set[int]:
    """The steps on both sides of each mark."""
    places = (bisect_right(steps, mark) for mark in marks)
    return {step for place in places for step in steps[max(0, place - 1) : place + 1]}
