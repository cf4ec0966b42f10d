"""The engines of a store, and the runs that lose theirs."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, not_, or_, select, update

from runs.lifecycle import Lifecycle, stop_workers
from runs.records import ACTIVE, CLOCKS_DIFFER, FINISHED, WORKER_SILENCE, EngineRecord, RunPulse, RunT, now
from runs.rights import for_engine, of_run
from runs.tables import Checkpoint, ControlRow, EngineRow, Mark, RunRow

ENGINE_DIED = "The engine went away while this run trained."
GOES_ON = "It goes on by itself from its last checkpoint; Resume does so at once."
WAITS = "That was the second time: Resume goes on from its last checkpoint."
GIVEN_UP = "It was stopped before it went on by itself."
RESUMED = "went on after a crash"
_SEEN_FOR = timedelta(seconds=2)
_COLUMNS = [getattr(EngineRow, field.name) for field in fields(EngineRecord)]


class Engines(Lifecycle[RunT]):
    """One engine at a time serves a store; a run that loses it, or its worker, goes on by itself once."""

    @for_engine
    def beat(self, engine: EngineRecord) -> bool:
        """Tell that this engine lives, and with it the runs that no worker has begun.

        Returns False, and tells nothing, if another engine serves the store.
        """
        moment = now()
        with self.write() as connection:
            others = [other for other in _engines(connection) if other.id != engine.id]
            if not all(other.gone or _is_same_process(other, engine) for other in others):
                return False
            connection.execute(delete(EngineRow).where(EngineRow.id != engine.id))
            self.upsert(connection, EngineRow, asdict(engine) | {"heartbeat": moment})
            begins = RunRow.engine_id == engine.id, RunRow.status == "starting"
            connection.execute(update(RunRow).where(*begins).values(heartbeat=moment))
        return True

    def engine(self) -> EngineRecord | None:
        """The engine that serves the store, or the one that did so last."""
        with self.read() as connection:
            return max(_engines(connection), key=lambda engine: (not engine.gone, engine.heartbeat), default=None)

    @for_engine
    def forget_engine(self, engine_id: str) -> None:
        """An engine that shuts down says so."""
        self.execute(delete(EngineRow).where(EngineRow.id == engine_id))

    @for_engine
    def beat_run(self, run_id: str, attempt: int | None) -> bool:
        """Tell that a run's worker lives; False: the run has ended or another worker has it."""
        mine = RunRow.id == run_id, RunRow.attempt.is_not_distinct_from(attempt), RunRow.status.in_(ACTIVE)
        return bool(self.execute(update(RunRow).where(*mine).values(heartbeat=now())))

    @for_engine
    def interrupt_orphans(self, engine_id: str | None = None, stale_after: float = WORKER_SILENCE) -> list[str]:
        """End the runs of engines that are gone, or of whose workers nobody heard for `stale_after` seconds.

        Args:
            engine_id: An engine whose runs are left alone.

        Returns:
            The ids of these runs.
        """
        moment = now()
        stale = not_(RunRow.heartbeat.between(moment - timedelta(seconds=stale_after), moment + CLOCKS_DIFFER))
        others = RunRow.engine_id.is_distinct_from(engine_id)
        with self.read() as connection:
            dead = [engine.id for engine in _engines(connection) if engine.gone]
            lost = RunRow.status.in_(ACTIVE), or_(RunRow.engine_id.in_(dead), stale)
            run_ids = list(connection.scalars(select(RunRow.id).where(*lost, others)))
        return self.lose_runs(run_ids, ENGINE_DIED)

    @for_engine
    def lose_runs(self, run_ids: Iterable[str], reason: str) -> list[str]:
        """End runs whose worker or engine went away, and tell whether they go on by themselves.

        Returns:
            The ids of those that had not ended before, or given their worker away.
        """
        run_ids = list(run_ids)
        if not run_ids:
            return []
        columns = RunRow.id, RunRow.losses, RunRow.search, ControlRow.state
        with self.write() as connection:
            chosen = RunRow.id.in_(run_ids), RunRow.status.not_in((*FINISHED, "suspended"))
            joined = select(*columns).join(ControlRow, ControlRow.run_id == RunRow.id).where(*chosen)
            lost = connection.execute(joined.with_for_update()).all()
            for run_id, losses, search, control in lost:
                changes = _stopped(reason) if control == "stop" else _interrupted(reason, losses or 0, bool(search))
                connection.execute(update(RunRow).where(RunRow.id == run_id).values(changes))
            stop_workers(connection, [run.id for run in lost])
        return [run.id for run in lost]

    @of_run
    def give_up(self, run_id: str) -> None:
        """Stop a run that was lost and is about to go on by itself, and its rivals."""
        chosen = or_(RunRow.id == run_id, RunRow.races == run_id), RunRow.status == "interrupted", RunRow.losses == 1
        self.execute(update(RunRow).where(*chosen).values(_stopped(GIVEN_UP)))

    @for_engine
    def resume_lost(self) -> list[str]:
        """Queue the runs again, at their old place, that were lost for the first time; returns their ids.

        A moment after they were lost, so that people see it; a mark on their curves tells it later.
        """
        lost = RunRow.status == "interrupted", RunRow.losses == 1, RunRow.ended < now() - _SEEN_FOR
        lost += RunRow.search.is_(None), RunRow.deleted.is_(None)
        statement = select(RunRow.id).where(*lost).order_by(RunRow.races.is_not(None), RunRow.queued)
        with self.read() as connection:
            if connection.execute(statement).first() is None:
                return []
        resumed = []
        with self.write() as connection:
            while run_id := connection.scalar(statement.limit(1)):  # a leader takes its rivals with it
                for each_id in self._requeue(connection, run_id):
                    step = select(func.max(Checkpoint.step)).where(Checkpoint.run_id == each_id)
                    mark = {"run_id": each_id, "step": connection.scalar(step) or 0, "label": RESUMED}
                    self.upsert(connection, Mark, mark)
                resumed.append(run_id)
        return resumed

    def pulses(self, engine_id: str) -> list[RunPulse]:
        """The runs that this engine has, with what their workers and their users do."""
        control = ControlRow.state.label("control"), ControlRow.version
        columns = RunRow.id, RunRow.races, RunRow.status, RunRow.heartbeat, *control
        mine = RunRow.engine_id == engine_id, RunRow.status.in_(ACTIVE)
        with self.read() as connection:
            rows = connection.execute(select(*columns).join(ControlRow, ControlRow.run_id == RunRow.id).where(*mine))
            return [RunPulse(**row._asdict()) for row in rows]


def _engines(connection: Connection) -> list[EngineRecord]:
    return [EngineRecord(**row._asdict()) for row in connection.execute(select(*_COLUMNS))]


def _stopped(reason: str) -> dict[str, Any]:
    message = f"{reason} Resume goes on from its last checkpoint."
    return {"status": "stopped", "ended": now(), "message": message, "losses": 0}


def _interrupted(reason: str, losses: int, of_search: bool) -> dict[str, Any]:
    advice = "" if of_search else WAITS if losses else GOES_ON
    message = f"{reason} {advice}".strip()
    return {"status": "interrupted", "ended": now(), "message": message, "losses": losses + 1}


def _is_same_process(engine: EngineRecord, other: EngineRecord) -> bool:
    return (engine.host, engine.pid) == (other.host, other.pid)
