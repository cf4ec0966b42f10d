"""What pages ask of trained networks and workers answer; an answer is kept until newer ones push it out."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from runs.database import Database
from runs.records import Explanation, now
from runs.tables import ExplanationRow as Row

KEPT = 400  # explanations, those looked at last
ROOM = 1_000_000_000  # bytes of their answers: the file of a network may be 80 MB
COLUMNS = [getattr(Row, field.name) for field in fields(Explanation)]
OPEN = ("waiting", "working")
LOST = {"status": "waiting", "progress": 0.0, "engine_id": None}


def _newest() -> Select[tuple[str]]:
    """The keys of those that are kept: so many, and as far as their answers have room."""
    size = func.coalesce(func.length(Row.answer), 0)
    filled = func.sum(size).over(order_by=(Row.asked.desc(), Row.key)).label("filled")
    some = select(Row.key, filled).order_by(Row.asked.desc(), Row.key).limit(KEPT).subquery()
    return select(some.c.key).where(some.c.filled <= ROOM)


class Explaining(Database):
    """Questions and answers by key."""

    def ask(self, key: str, question: dict[str, Any], picture: bytes | None = None) -> None:
        """Put a question at the end of the queue, unless it waits already or is answered."""
        row = {"question": question, "picture": picture, "status": "waiting", "progress": 0.0, "message": ""}
        with self.write() as connection:
            status = connection.scalar(select(Row.status).where(Row.key == key))
            if status in (*OPEN, "done"):
                connection.execute(update(Row).where(Row.key == key).values(asked=now()))
                return
            self.upsert(connection, Row, {"key": key, **row, "asked": now(), "answer": None, "engine_id": None})
            connection.execute(delete(Row).where(Row.status.not_in(OPEN), Row.key.not_in(_newest())))

    def explanation(self, key: str, whole: bool = True) -> Explanation | None:
        """How far it is; None if nobody asked.

        Args:
            whole: With its picture, which may be a large file. Not for those who only look how far it is.
        """
        columns = COLUMNS if whole else [column for column in COLUMNS if column is not Row.picture]
        with self.read() as connection:
            row = connection.execute(select(*columns).where(Row.key == key)).one_or_none()
        return None if row is None else Explanation(**row._mapping)

    def answer(self, key: str) -> bytes | None:
        """The answer, once there is one."""
        with self.read() as connection:
            return connection.scalar(select(Row.answer).where(Row.key == key, Row.status == "done"))

    def claim_question(self, engine_id: str) -> Explanation | None:
        """Take the oldest question that waits; no two engines get the same."""
        oldest = select(Row.key).where(Row.status == "waiting").order_by(Row.asked).limit(1)
        with self.read() as connection:
            if connection.execute(oldest).first() is None:
                return None
        with self.write() as connection:
            key = connection.scalar(oldest.with_for_update(skip_locked=True))
            if key is None:
                return None
            connection.execute(update(Row).where(Row.key == key).values(status="working", engine_id=engine_id))
        return self.explanation(key)

    def tell_progress(self, key: str, progress: float) -> bool:
        """Say how far a question is, 0..1; returns whether to go on with it."""
        return self._if_working(key, progress=progress)

    def give_answer(self, key: str, answer: bytes) -> None:
        """Leave the answer, unless the question was cancelled meanwhile; its picture is not needed any more."""
        self._if_working(key, status="done", progress=1.0, answer=answer, picture=None)

    def give_up(self, key: str, message: str) -> None:
        """Say in words why there is no answer."""
        self._if_working(key, status="failed", message=message, picture=None)

    def cancel_question(self, key: str) -> None:
        """Ask a worker to stop; a question that is answered stays so."""
        cancelled = {"status": "cancelled", "picture": None}  # whoever asks again sends it
        with self.write() as connection:
            connection.execute(update(Row).where(Row.key == key, Row.status.in_(OPEN)).values(cancelled))

    def ask_again(self, engine_id: str) -> None:
        """Put the questions that other engines left half answered back into the queue: there is one engine a store."""
        left = Row.status == "working", Row.engine_id != engine_id
        with self.write() as connection:
            connection.execute(update(Row).where(*left).values(LOST))

    def _if_working(self, key: str, **changes: Any) -> bool:
        with self.write() as connection:
            changed = connection.execute(update(Row).where(Row.key == key, Row.status == "working").values(changes))
            return bool(changed.rowcount)
