"""Paused runs that give their workers to others: each goes on from its checkpoint when its user presses Resume."""

from sqlalchemy import Connection, or_, select, update

from runs.database import Database
from runs.records import ACTIVE, now
from runs.rights import for_engine
from runs.tables import ControlRow, RunRow

STOPPED_WITHOUT_WORKER = "Stopped while its worker helped others. Resume goes on from its last checkpoint."


class Suspension(Database):
    """From paused to suspended; `change_control` leads on from there."""

    @for_engine
    def request_yield(self, run_id: str, version: int) -> None:
        """Ask a paused run to give its worker away, unless its user has asked for something since.

        Args:
            version: Of its control when it was seen to be paused.
        """
        unchanged = ControlRow.run_id == run_id, ControlRow.version == version
        self.execute(update(ControlRow).where(*unchanged).values(state="yield", version=version + 1))

    @for_engine
    def suspend_run(self, run_id: str) -> bool:
        """Say that the worker leaves this run and its rivals, each at its checkpoint.

        Returns:
            False, and says nothing, if the user went on meanwhile or one of them still trains.
        """
        lanes = or_(RunRow.id == run_id, RunRow.races == run_id), RunRow.status.in_(ACTIVE)
        with self.write() as connection:
            state = connection.scalar(select(ControlRow.state).where(ControlRow.run_id == run_id).with_for_update())
            statuses = set(connection.scalars(select(RunRow.status).where(*lanes)))
            if state != "yield" or statuses != {"paused"}:
                return False
            connection.execute(update(RunRow).where(*lanes).values(status="suspended"))
            connection.execute(update(ControlRow).where(ControlRow.run_id == run_id).values(state="pause"))
        return True


def obey_without_worker(connection: Connection, run_id: str, state: str | None) -> None:
    """Resume and Stop of a suspended run, and of its rivals: it has no worker that could hear of them.

    It goes back to its old place in the queue, in front of what its user queued after it.
    """
    changes = {
        "run": {"status": "queued"},
        "stop": {"status": "stopped", "ended": now(), "message": STOPPED_WITHOUT_WORKER},
    }
    if state in changes:
        leads = (RunRow.id == run_id) & RunRow.races.is_(None)
        suspended = or_(leads, RunRow.races == run_id), RunRow.status == "suspended"
        connection.execute(update(RunRow).where(*suspended).values(changes[state]))
