"""Weight searches and their trials, which are runs like any other."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Generic

from sqlalchemy import Connection, delete, func, insert, select, update

from runs.class_limits import check_settings
from runs.lifecycle import Lifecycle, insert_run, new_run_id, stop_workers
from runs.records import ACTIVE, RESUMABLE, RunT, SearchNotFound, SearchRecord, SearchT, TrialRecord, now
from runs.rights import for_engine, for_oneself, of_search
from runs.tables import Checkpoint, RunRow, SearchRow, TrialRow, record_columns
from runs.turns import IN_QUEUE, startable_runs

_COLUMNS = record_columns(SearchRow, SearchRecord)
OF_RUN = {"run_status": "status", "run_step": "step", "run_steps": "total_steps", "run_message": "message"}
OF_RUN |= {"run_started": "started", "run_ended": "ended"}  # field of a trial -> column of its run
OF_TRIAL = [field.name for field in fields(TrialRecord) if field.name not in OF_RUN]
HELD = "The search stands still: it goes on from the last checkpoint."


class Searches(Lifecycle[RunT], Generic[RunT, SearchT]):
    """Searches, and trials in the queue of runs."""

    search_type: type[SearchT]  # what a row is handed out as

    @for_oneself
    def create_search(self, name: str, **what: Any) -> str:
        """Begin a search with these fields of `SearchRecord`, from `settings` to `seed`; returns its id.

        Raises:
            QueueFull: The class of the viewer allows no such training.
        """
        search_id = new_run_id()
        row = {"id": search_id, "name": name, "status": "running", "created": now()}
        with self.write() as connection:
            check_settings(connection, self.viewer.owner, what["settings"])
            connection.execute(insert(SearchRow).values(**row, **what, owner=self.viewer.owner))
        return search_id

    def search(self, search_id: str) -> SearchT | None:
        """The search, or None if there is none with this id."""
        records = self._searches(select(*_COLUMNS).where(SearchRow.id == search_id))
        return records[0] if records else None

    def searches(self, limit: int = 100) -> list[SearchT]:
        """The newest searches, newest first."""
        return self._searches(select(*_COLUMNS).order_by(SearchRow.created.desc(), SearchRow.id.desc()).limit(limit))

    @for_engine
    def searches_under_way(self, engine_id: str) -> list[SearchT]:
        """Those that shall go on, oldest first; from now on this engine conducts them: there is one engine a store."""
        records = self._searches(select(*_COLUMNS).where(SearchRow.status == "running").order_by(SearchRow.created))
        others = SearchRow.status == "running", SearchRow.engine_id.is_distinct_from(engine_id)
        with self.read() as connection:
            left = connection.scalars(select(SearchRow.id).where(*others)).all() if records else []
        if left:
            self.execute(update(SearchRow).where(*others).values(engine_id=engine_id))
        return records

    def trials(self, search_id: str) -> list[TrialRecord]:
        """Its trials by number."""
        columns = [getattr(TrialRow, name) for name in OF_TRIAL]
        columns += [getattr(RunRow, column).label(name) for name, column in OF_RUN.items()]
        joined = select(*columns).outerjoin(RunRow, RunRow.id == TrialRow.run_id)
        with self.read() as connection:
            rows = connection.execute(joined.where(TrialRow.search_id == search_id).order_by(TrialRow.number))
            return [TrialRecord(**row._asdict()) for row in rows]

    def waiting(self) -> tuple[int, int]:
        """How many runs of people wait for a worker, and for nothing else; and how many trials are in the queue."""
        people = select(func.count()).where(RunRow.search.is_(None))
        trials = select(func.count()).where(*IN_QUEUE, RunRow.search.is_not(None))
        with self.read() as connection:
            ready = people.where(RunRow.id.in_(startable_runs(connection)))
            return connection.scalar(ready) or 0, connection.scalar(trials) or 0

    @for_engine
    def add_trial(self, search_id: str, number: int, parameters: dict[str, float], run: dict[str, Any]) -> str | None:
        """Queue a trial; returns the id of its run, or None if the search was stopped or has this trial meanwhile.

        Args:
            run: Its `name` and `settings`.
        """
        run_id = new_run_id()
        with self.write() as connection:
            taken = select(TrialRow.number).where(TrialRow.search_id == search_id, TrialRow.number == number)
            if self._status(connection, search_id) != "running" or connection.execute(taken).first():
                return None
            owner = connection.scalar(select(SearchRow.owner).where(SearchRow.id == search_id))
            insert_run(connection, {}, id=run_id, search=search_id, owner=owner, **run)
            row = {"search_id": search_id, "number": number, "run_id": run_id, "parameters": parameters}
            connection.execute(insert(TrialRow).values(**row, status="open"))
        return run_id

    @for_engine
    def end_trial(self, search_id: str, trial: TrialRecord, status: str, **values: Any) -> None:
        """Say what became of a trial: `scores`, `reports`, `step`. Its run is stopped if it is still under way.

        What nobody can resume leaves no checkpoints: they would be most of what a search needs in the store.
        """
        with self.write() as connection:
            if status in ("complete", "diverged"):
                connection.execute(delete(Checkpoint).where(Checkpoint.run_id == trial.run_id))
            connection.execute(_row(search_id, trial.number).values(status=status, **values))
            _stop_runs(connection, [trial.run_id])

    @for_engine
    def hold_trial(self, search_id: str, trial: TrialRecord) -> None:
        """Take a trial's worker away; `reopen_trial` goes on with it."""
        with self.write() as connection:
            connection.execute(_row(search_id, trial.number).values(status="held"))
            _stop_runs(connection, [trial.run_id])

    @for_engine
    def reopen_trial(self, search_id: str, trial: TrialRecord) -> bool:
        """Queue a trial again that ended early; False if the search was stopped meanwhile."""
        assert trial.run_id is not None
        died = int(trial.run_status != "stopped")
        with self.write() as connection:
            if self._status(connection, search_id) != "running":
                return False
            self._requeue(connection, trial.run_id, queued=now())
            again = {"status": "open", "attempts": TrialRow.attempts + died}
            connection.execute(_row(search_id, trial.number).values(again))
        return True

    @for_engine
    def say_of_run(self, run_id: str, message: str) -> None:
        """What stands beside a run that has ended."""
        self.execute(update(RunRow).where(RunRow.id == run_id, RunRow.status.in_(RESUMABLE)).values(message=message))

    @of_search
    def stop_search(self, search_id: str) -> None:
        """Stop a search and its trials; `resume_search` goes on with them."""
        with self.write() as connection:
            self._stop(connection, search_id)

    @of_search
    def resume_search(self, search_id: str, budget: int | None = None) -> None:
        """Go on with a search that has ended.

        Args:
            budget: Trials in all; None: as many as before.
        """
        changes = {} if budget is None else {"budget": budget}
        with self.write() as connection:
            if self._status(connection, search_id) != "running":
                _change(connection, search_id, status="running", ended=None, message="", **changes)

    @for_engine
    def end_search(self, search_id: str, status: str, message: str = "") -> None:
        """Say that a search is done or cannot go on; one that was stopped meanwhile stays so."""
        with self.write() as connection:
            if self._status(connection, search_id) == "running":
                _change(connection, search_id, status=status, ended=now(), message=message)

    @for_engine
    def save_importance(self, search_id: str, importance: dict[str, dict[str, float]]) -> None:
        """Keep how much each parameter mattered."""
        with self.write() as connection:
            _change(connection, search_id, importance=importance)

    @of_search
    def delete_search(self, search_id: str) -> None:
        """Throw a search away; the runs of its trials are forgotten as other deleted runs are."""
        with self.write() as connection:
            self._stop(connection, search_id)
            connection.execute(update(RunRow).where(RunRow.search == search_id).values(deleted=now()))
            connection.execute(delete(SearchRow).where(SearchRow.id == search_id))

    def _searches(self, statement: Any) -> list[SearchT]:
        with self.read() as connection:
            return [self.search_type(**row._asdict()) for row in connection.execute(statement)]

    def _stop(self, connection: Connection, search_id: str) -> None:
        if self._status(connection, search_id) != "running":
            return
        _change(connection, search_id, status="stopped", ended=now(), message="")
        going = TrialRow.search_id == search_id, TrialRow.status == "open"
        runs = list(connection.scalars(select(TrialRow.run_id).where(*going)))
        connection.execute(update(TrialRow).where(*going).values(status="held"))
        _stop_runs(connection, runs)

    def _status(self, connection: Connection, search_id: str) -> str:
        """Locked against other writers of it."""
        status = connection.scalar(select(SearchRow.status).where(SearchRow.id == search_id).with_for_update())
        if status is None:
            raise SearchNotFound(search_id)
        return status


def _row(search_id: str, number: int) -> Any:
    return update(TrialRow).where(TrialRow.search_id == search_id, TrialRow.number == number)


def _change(connection: Connection, search_id: str, **changes: Any) -> None:
    connection.execute(update(SearchRow).where(SearchRow.id == search_id).values(**changes))


def _stop_runs(connection: Connection, run_ids: Iterable[str | None]) -> None:
    """Those that wait leave the queue, those that train are told to stop."""
    chosen = RunRow.id.in_([run_id for run_id in run_ids if run_id])
    stopped = {"status": "stopped", "ended": now(), "message": HELD}
    connection.execute(update(RunRow).where(chosen, RunRow.status == "queued").values(stopped))
    stop_workers(connection, select(RunRow.id).where(chosen, RunRow.status.in_(ACTIVE)))
