"""What users do with runs that are there: name, tag, star, note, throw away and bring back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from runs.database import Database
from runs.lifecycle import TAKEN_OUT, stop_workers
from runs.records import ACTIVE, RunNotFound, now
from runs.rights import for_engine, of_run
from runs.tables import Mark, RunRow

NAME_AT_MOST, TAG_AT_MOST, NOTE_AT_MOST = 80, 30, 2_000  # characters
TAGS_AT_MOST = 12
KEPT_DELETED = timedelta(days=7)  # for which a deleted run can come back


class Curation(Database):
    """Names, tags, stars, notes, and what is thrown away."""

    @of_run
    def rename(self, run_id: str, name: str) -> None:
        """Call a run otherwise. Raises ValueError if the name is empty or too long."""
        name = " ".join(name.split())
        if not name:
            raise ValueError("A run needs a name. Received none. Type at least one letter.")
        self._change(run_id, name=_fits("name", name, NAME_AT_MOST))

    @of_run
    def tag(self, run_id: str, tags: Iterable[str]) -> None:
        """Give a run these tags in place of those it has. Raises ValueError if they are too many or too long."""
        words = dict.fromkeys(" ".join(tag.split()) for tag in tags)
        clean = [_fits("tag", tag, TAG_AT_MOST) for tag in words if tag]
        if len(clean) > TAGS_AT_MOST:
            raise ValueError(f"A run has {TAGS_AT_MOST} tags at most. Received: {len(clean)}. Leave some out.")
        self._change(run_id, tags=clean or None)

    @of_run
    def star(self, run_id: str, starred: bool = True) -> None:
        """Mark a run as one of the best, or no longer."""
        self._change(run_id, star=starred or None)

    @of_run
    def note(self, run_id: str, text: str) -> None:
        """Write something down about a run. Raises ValueError if it is too long."""
        self._change(run_id, note=_fits("note", text.strip(), NOTE_AT_MOST) or None)

    @of_run
    def delete(self, run_id: str) -> None:
        """Take a run out of every list; `restore` brings it back for some days.

        One that is under way stops, one that waits leaves the queue; if it leads a race, its rivals do the same.
        """
        with self.write() as connection:
            self.require_run(connection, run_id)
            throw_away(connection, run_id)

    @of_run
    def restore(self, run_id: str) -> None:
        """Bring a deleted run back. One that was stopped stays so: `requeue` goes on with it."""
        self._change(run_id, deleted=None)

    @for_engine
    def forget_deleted(self, after: timedelta = KEPT_DELETED) -> list[str]:
        """Remove runs that were deleted longer ago, with their points and files; returns their ids."""
        old = select(RunRow.id).where(RunRow.deleted < now() - after, RunRow.status.not_in(ACTIVE))
        with self.read() as connection:
            if connection.execute(old.limit(1)).first() is None:
                return []
        with self.write() as connection:
            gone = list(connection.scalars(old.with_for_update()))
            connection.execute(update(RunRow).where(RunRow.races.in_(gone)).values(races=None))
            connection.execute(delete(RunRow).where(RunRow.id.in_(gone)))  # all that belongs to them goes with them
        return gone

    def changed_runs(self) -> set[str]:
        """The runs whose weights or frozen parts were changed while they trained."""
        with self.read() as connection:
            return set(connection.scalars(select(Mark.run_id).distinct()))

    def _change(self, run_id: str, **changes: Any) -> None:
        if not self.execute(update(RunRow).where(RunRow.id == run_id).values(**changes)):
            raise RunNotFound(run_id)


def throw_away(connection: Connection, run_id: str) -> None:
    """Take a run out of every list: see `Curation.delete`."""
    together = [run_id, *connection.scalars(select(RunRow.id).where(RunRow.races == run_id))]
    waiting = RunRow.id.in_(together), RunRow.status.in_(("queued", "suspended"))
    connection.execute(update(RunRow).where(*waiting).values(status="stopped", ended=now(), message=TAKEN_OUT))
    stop_workers(connection, select(RunRow.id).where(RunRow.id == run_id, RunRow.status.in_(ACTIVE)))
    connection.execute(update(RunRow).where(RunRow.id == run_id).values(deleted=now()))


def _fits(kind: str, text: str, limit: int) -> str:
    """The text, unless it is too long."""
    if len(text) > limit:
        raise ValueError(f"A {kind} has {limit:,} characters at most. Received: {len(text):,}. Make it shorter.")
    return text
