"""From the queue to the end of a run."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Generic

from sqlalchemy import Connection, Select, and_, case, delete, func, insert, or_, select, true, update

from runs.class_limits import allowed_diagnostics
from runs.curves import rewind
from runs.database import Database
from runs.records import ACTIVE, FINISHED, FOLLOWS, RESUMABLE, RunRecord, RunT, WrongStatus, now
from runs.rights import for_engine, for_oneself, of_run
from runs.tables import Checkpoint, ControlRow, RunRow, SnapshotRow, record_columns
from runs.turns import IN_QUEUE, QUEUE, check_runs, first_free, run_order, startable_runs

ID_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike, no leading dash on a command line
TAKEN_OUT = "Taken out of the queue."
_COLUMNS = record_columns(RunRow, RunRecord)
NEXT_ATTEMPT = func.coalesce(RunRow.attempt, 0) + 1


class Lifecycle(Database, Generic[RunT]):
    """Runs and their statuses."""

    run_type: type[RunT]  # what a row is handed out as

    @for_oneself
    def create_run(
        self,
        name: str,
        settings: dict[str, Any],
        races: str | None = None,
        run_id: str | None = None,
        owner: str | None = None,
        **control: Any,
    ) -> str:
        """Put a new run into the queue; returns its id. Raises `QueueFull` if its owner has too many there.

        Args:
            races: The leader that it is trained beside: it starts when that one does, so create it before.
            run_id: Its id, from `new_run_id`.
            owner: Token of the browser that it belongs to, and that takes turns for it; None: the viewer's.
            control: Fields of `Control` that hold from its first step on. A class bounds the gradient diagnostics.
        """
        run_id, owner = run_id or new_run_id(), owner or self.viewer.owner
        with self.write() as connection:
            check_runs(connection, owner, settings)
            control["probe"] = allowed_diagnostics(connection, owner, control.get("probe"))
            insert_run(connection, control, id=run_id, name=name, settings=settings, races=races, owner=owner)
        return run_id

    def check_new_run(self, settings: dict[str, Any], owner: str | None = None) -> None:
        """Raises `QueueFull` if a browser, or the viewer's, may not queue a run with these settings now."""
        with self.read() as connection:
            check_runs(connection, owner or self.viewer.owner, settings)

    def held_runs(self) -> set[str]:
        """The queued runs that a class keeps from starting."""
        with self.read() as connection:
            return {*run_order(connection)} - {*startable_runs(connection)}

    def run(self, run_id: str) -> RunT | None:
        """The run, or None if there is none with this id."""
        if "\0" in run_id:  # from a link; PostgreSQL takes no such text
            return None
        return next(iter(self._runs(select(*_COLUMNS).where(RunRow.id == run_id))), None)

    def runs(self, limit: int = 200) -> list[RunT]:
        """The newest runs, newest first; none that are deleted, none that are trials of a search."""
        kept = select(*_COLUMNS).where(RunRow.deleted.is_(None), RunRow.search.is_(None))
        return self._runs(kept.order_by(RunRow.created.desc(), RunRow.id.desc()).limit(limit))

    def foremost_run(self) -> str | None:
        """The id of the newest run that a worker has, else of the newest; first of those that the viewer may change."""
        mine = true() if self.viewer.everything else and_(RunRow.owner.is_not(None), RunRow.owner == self.viewer.owner)
        kept = RunRow.deleted.is_(None), RunRow.search.is_(None), RunRow.races.is_(None)
        places = (case((what, 0), else_=1) for what in (mine, RunRow.status.in_(ACTIVE)))
        ids = select(RunRow.id).where(*kept).order_by(*places, RunRow.created.desc(), RunRow.id.desc())
        with self.read() as connection:
            return connection.scalar(ids.limit(1))

    def unfinished_runs(self) -> list[RunT]:
        """The runs that a worker has, then those that wait in the order of their turns. No trials of a search."""
        going = RunRow.status.not_in(FINISHED), RunRow.deleted.is_(None), RunRow.search.is_(None)
        runs = self._runs(select(*_COLUMNS).where(*going).order_by(RunRow.status == "queued", RunRow.queued, RunRow.id))
        with self.read() as connection:
            places = {run_id: place for place, run_id in enumerate(run_order(connection), start=1)}
        return sorted(runs, key=lambda run: places.get(run.races or run.id, 0) if run.status == "queued" else 0)

    def deleted_runs(self, within: timedelta) -> list[RunT]:
        """The runs that were deleted no longer ago than this, the last one first; no trials of a search."""
        gone = RunRow.deleted > now() - within, RunRow.search.is_(None)
        return self._runs(select(*_COLUMNS).where(*gone).order_by(RunRow.deleted.desc(), RunRow.id))

    def queue_place(self, run_id: str) -> int | None:
        """1 for the run that is served next; None if the run is not in the queue."""
        with self.read() as connection:
            run = self.require_run(connection, run_id, RunRow.races)
            waiting = run_order(connection)
        served = run.races or run_id
        return waiting.index(served) + 1 if served in waiting else None

    def has_paused_run(self) -> bool:
        """Whether a paused run keeps a worker from the queue."""
        with self.read() as connection:
            return connection.execute(select(RunRow.id).where(RunRow.status == "paused").limit(1)).first() is not None

    def rivals(self, run_id: str) -> list[str]:
        """The runs that are trained beside this leader."""
        with self.read() as connection:
            beside = select(RunRow.id).where(RunRow.races == run_id).order_by(RunRow.created, RunRow.id)
            return list(connection.scalars(beside))

    @for_engine
    def claim_next(self, engine_id: str) -> RunT | None:
        """Take the next run of the queue for this engine, and its rivals: they become `starting`.

        No two engines get the same.
        """
        with self.read() as connection:
            if connection.execute(QUEUE.limit(1)).first() is None or not startable_runs(connection):
                return None  # the usual case must not take the lock of the writers
        with self.write() as connection:
            run_id = first_free(connection, RunRow.id, startable_runs(connection), *IN_QUEUE)
            if run_id is None:
                return None
            changes = {"status": "starting", "engine_id": engine_id, "heartbeat": now(), "attempt": NEXT_ATTEMPT}
            rivals = and_(RunRow.races == run_id, RunRow.status == "queued")
            claimed = update(RunRow).where(or_(RunRow.id == run_id, rivals)).values(changes).returning(RunRow.id)
            rewind(connection, list(connection.scalars(claimed)))
        return self.run(run_id)

    @for_engine
    def set_status(
        self,
        run_id: str,
        status: str,
        message: str = "",
        *,
        step: int | None = None,
        total_steps: int | None = None,
        result: dict[str, Any] | None = None,
    ) -> None:
        """Change the status and, where given, what came with it. Raises `WrongStatus` unless `FOLLOWS` allows it."""
        given = {"step": step, "total_steps": total_steps, "result": result}
        changes = {name: value for name, value in given.items() if value is not None}
        with self.write() as connection:
            run = self.require_run(connection, run_id, RunRow.status, RunRow.started)
            _check_follows(run_id, run.status, status)
            changes |= {"status": status, "message": message} | _times(status, run.started)
            if status in FINISHED:
                changes["losses"] = 0
            connection.execute(update(RunRow).where(RunRow.id == run_id).values(changes))
            if status in FINISHED:
                stop_workers(connection, [run_id])
            if status in FINISHED and status not in RESUMABLE:  # nobody goes on from it: two large ones are 100 MB
                connection.execute(delete(Checkpoint).where(Checkpoint.run_id == run_id))
            if status == "diverged":  # nobody can open its network
                connection.execute(delete(SnapshotRow).where(SnapshotRow.run_id == run_id))

    @of_run
    def take_out(self, run_id: str) -> None:
        """Take a run out of the queue; one that a worker has stays as it is."""
        waiting = RunRow.id == run_id, RunRow.status == "queued"
        self.execute(update(RunRow).where(*waiting).values(status="stopped", ended=now(), message=TAKEN_OUT))

    @of_run
    def requeue(self, run_id: str) -> None:
        """Put a run that ended early at the end of the queue; it goes on from its last checkpoint.

        Its rivals go with it. A rival goes with its leader; if that one cannot go on, it goes on alone.

        Raises:
            QueueFull: Its owner has too many in the queue, or the class allows no such run.
        """
        with self.write() as connection:
            run = self.require_run(connection, run_id, RunRow.owner, RunRow.settings)
            check_runs(connection, run.owner, run.settings)
            self._requeue(connection, run_id, queued=now(), losses=0)

    def _runs(self, statement: Any) -> list[RunT]:
        with self.read() as connection:
            return [self.run_type(**row._asdict()) for row in connection.execute(statement)]

    def _requeue(self, connection: Connection, run_id: str, **changes: Any) -> list[str]:
        """Put a run and its rivals into the queue again, with these columns of theirs; returns their ids."""
        changes |= {"status": "queued", "ended": None, "message": ""}
        run = self.require_run(connection, run_id, RunRow.status, RunRow.races)
        if run.status not in FINISHED:
            raise WrongStatus(f"Only a run that has ended can be queued again. Run `{run_id}` is {run.status}.")
        _check_follows(run_id, run.status, "queued")
        able = RunRow.status.in_(RESUMABLE)
        leader = connection.scalar(select(RunRow.id).where(RunRow.id == run.races, able))
        if run.races and not leader:
            connection.execute(update(RunRow).where(RunRow.id == run_id).values(races=None))
        rivals = select(RunRow.id).where(RunRow.races == (leader or run_id), able)
        again = [leader or run_id, *connection.scalars(rivals)]
        connection.execute(update(RunRow).where(RunRow.id.in_(again)).values(changes))
        control = {"state": "run", "until": None, "solo": None, "version": ControlRow.version + 1}
        connection.execute(update(ControlRow).where(ControlRow.run_id.in_(again)).values(control))
        return again


def insert_run(connection: Connection, control: dict[str, Any], **row: Any) -> None:
    """A new run at the end of the queue, and what is asked of it."""
    moment = now()
    connection.execute(insert(RunRow).values(**row, status="queued", created=moment, queued=moment))
    connection.execute(insert(ControlRow).values(run_id=row["id"], **control))


def new_run_id() -> str:
    """An id that no run has."""
    return "".join(secrets.choice(ID_SIGNS) for _ in range(8))


def stop_workers(connection: Connection, run_ids: list[str] | Select[Any]) -> None:
    """Tell the workers of these runs to stop, even of one that has ended: its worker hung, or lost its engine."""
    stop = {"state": "stop", "version": ControlRow.version + 1}
    connection.execute(update(ControlRow).where(ControlRow.run_id.in_(run_ids)).values(stop))


def _check_follows(run_id: str, old: str, new: str) -> None:
    if new not in FOLLOWS:
        raise WrongStatus(f"A status is one of {', '.join(FOLLOWS)}. Received: {new!r}.")
    if new not in FOLLOWS[old]:
        allowed = ", ".join(FOLLOWS[old]) or "nothing"
        raise WrongStatus(f"Run `{run_id}` is {old}; what may follow is: {allowed}. Received: {new!r}.")


def _times(status: str, started: datetime | None) -> dict[str, datetime]:
    """The times that come with a status."""
    moment = now()
    times = {"heartbeat": moment}
    if status == "running" and started is None:
        times["started"] = moment
    if status in FINISHED:
        times["ended"] = moment
    return times
