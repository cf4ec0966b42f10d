"""What a run writes while it trains and what it leaves behind; what the user asks of it meanwhile."""

from dataclasses import fields
from typing import Any

from sqlalchemy import delete, select, update

from runs.class_limits import allowed_diagnostics
from runs.database import Database
from runs.history import HistoryPoint
from runs.records import CONTROL_STATES, FINISHED, Control, RunNotFound, now
from runs.rights import for_engine, of_run
from runs.suspension import obey_without_worker
from runs.tables import Artefact, Checkpoint, ControlRow, Mark, Point, RunRow

CHECKPOINTS_KEPT = 2
CONTROL_COLUMNS = {field.name: getattr(ControlRow, field.name) for field in fields(Control)}


class Telemetry(Database):
    """Points, marks, controls, checkpoints and artefacts."""

    @for_engine
    def add_points(self, run_id: str, points: list[HistoryPoint]) -> None:
        """Append points of the curves; one of a step that is there replaces it. NaN and infinities become None."""
        if not points:
            return
        progress = update(RunRow).where(RunRow.id == run_id).values(step=points[-1].step, heartbeat=now())
        with self.write() as connection:
            if not connection.execute(progress).rowcount:
                raise RunNotFound(run_id)
            rows = ({"run_id": run_id, "step": point.step, "data": point.to_json()} for point in points)
            self.upsert(connection, Point, *rows)

    def points(self, run_id: str, after: int = -1, limit: int | None = None) -> list[HistoryPoint]:
        """The points with a step greater than `after`, by step; the first `limit` of them."""
        statement = select(Point.data).where(Point.run_id == run_id, Point.step > after).order_by(Point.step)
        return [HistoryPoint.from_json(row.data) for row in self._rows(run_id, statement.limit(limit))]

    @for_engine
    def add_mark(self, run_id: str, step: int, label: str) -> None:
        """Label a step; the same label twice is one mark, so that a resumed run may repeat it."""
        self._put(run_id, Mark, step=step, label=label)

    def marks(self, run_id: str) -> list[dict[str, Any]]:
        """The marks as `{"step": ..., "label": ...}`, by step."""
        statement = select(Mark.step, Mark.label).where(Mark.run_id == run_id).order_by(Mark.step, Mark.label)
        return [row._asdict() for row in self._rows(run_id, statement)]

    def control(self, run_id: str) -> Control:
        """What the user asks of the run now."""
        with self.read() as connection:
            statement = select(*CONTROL_COLUMNS.values()).where(ControlRow.run_id == run_id)
            row = connection.execute(statement).one_or_none()
        if row is None:
            raise RunNotFound(run_id)
        return Control(**row._asdict())

    def paces(self) -> dict[str, float]:
        """The steps a second that runs which have not ended may take at most, by run id, where there is a bound."""
        bounded = ControlRow.pace.is_not(None), RunRow.status.not_in(FINISHED)
        with self.read() as connection:
            statement = select(RunRow.id, ControlRow.pace).join(ControlRow, ControlRow.run_id == RunRow.id)
            return {row.id: row.pace for row in connection.execute(statement.where(*bounded))}

    @of_run
    def change_control(self, run_id: str, **changes: Any) -> None:
        """Ask something else of the run: fields of `Control`; what is not named stays. A class bounds diagnostics."""
        unknown = changes.keys() - CONTROL_COLUMNS.keys() | changes.keys() & {"version"}
        if unknown:
            known = ", ".join(CONTROL_COLUMNS.keys() - {"version"})
            raise TypeError(f"A control has {known}. Received: {', '.join(sorted(unknown))}.")
        if changes.get("state", "run") not in CONTROL_STATES:
            raise ValueError(f"`state` is one of {', '.join(CONTROL_STATES)}. Received: {changes['state']!r}.")
        with self.write() as connection:
            if changes.get("probe"):
                owner = self.require_run(connection, run_id, RunRow.owner).owner
                changes["probe"] = allowed_diagnostics(connection, owner, changes["probe"])
            values = {"version": ControlRow.version + 1, **changes}
            if not connection.execute(update(ControlRow).where(ControlRow.run_id == run_id).values(values)).rowcount:
                raise RunNotFound(run_id)
            obey_without_worker(connection, run_id, changes.get("state"))

    @for_engine
    def save_checkpoint(self, run_id: str, step: int, data: bytes) -> None:
        """Keep what is needed to go on from `step`; the newest two stay."""
        mine = Checkpoint.run_id == run_id
        newest = select(Checkpoint.step).where(mine).order_by(Checkpoint.step.desc()).limit(CHECKPOINTS_KEPT)
        with self.write() as connection:
            self.require_run(connection, run_id)
            self.upsert(connection, Checkpoint, {"run_id": run_id, "step": step, "data": data})
            connection.execute(delete(Checkpoint).where(mine, Checkpoint.step.not_in(newest)))

    def checkpoint(self, run_id: str) -> tuple[int, bytes] | None:
        """Step and content of the newest checkpoint; None before the first."""
        statement = select(Checkpoint.step, Checkpoint.data).where(Checkpoint.run_id == run_id)
        rows = self._rows(run_id, statement.order_by(Checkpoint.step.desc()).limit(1))
        return (rows[0].step, rows[0].data) if rows else None

    @for_engine
    def save_artefact(self, run_id: str, name: str, data: bytes) -> None:
        """Leave a file behind, such as `network.tflite`; one of this name is replaced."""
        self._put(run_id, Artefact, name=name, data=data)

    def artefact(self, run_id: str, name: str) -> bytes | None:
        """The content of a file that the run left behind; None if there is none of this name."""
        rows = self._rows(run_id, select(Artefact.data).where(Artefact.run_id == run_id, Artefact.name == name))
        return rows[0].data if rows else None

    def artefact_names(self, run_id: str) -> list[str]:
        """The files that the run left behind, by name."""
        statement = select(Artefact.name).where(Artefact.run_id == run_id).order_by(Artefact.name)
        return [row.name for row in self._rows(run_id, statement)]

    def _put(self, run_id: str, table: type, **row: Any) -> None:
        with self.write() as connection:
            self.require_run(connection, run_id)
            self.upsert(connection, table, {"run_id": run_id, **row})

    def _rows(self, run_id: str, statement: Any) -> list[Any]:
        """The rows of a run. No rows is the only case in which the run may be unknown."""
        with self.read() as connection:
            rows = list(connection.execute(statement))
            if not rows:
                self.require_run(connection, run_id)
        return rows
