"""Jobs that pages submit and workers answer; an answer is kept until newer ones push it out."""

from typing import Any

from sqlalchemy import Select, delete, func, select, update

from runs.database import Database
from runs.records import Job, WorkerQuery, now
from runs.rights import for_engine, for_oneself, of_query
from runs.tables import QueryRow as Row
from runs.turns import WAITING, check_queries, first_free, query_order

QUERIES_KEPT = 400  # queries, those looked at last
ANSWER_BYTES_AT_MOST = 1_000_000_000  # bytes of their answers: the file of a network may be 80 MB
_COLUMNS = (Row.key, Row.job.label("job"), Row.status, Row.progress, Row.message, Row.heartbeat, Row.owner)
_OPEN = ("waiting", "working")
_FRESH = {"status": "waiting", "progress": 0.0, "engine_id": None}


class WorkerQueries(Database):
    """Jobs and answers by key."""

    @for_oneself
    def submit(self, key: str, job: Job, owner: str | None = None, slow: bool = False) -> None:
        """Put a job into the queue, unless it is answered or waits already: then it keeps its place.

        Args:
            owner: Token of the browser that takes turns for it; None: the viewer's.
            slow: Whether quick ones go first.

        Raises:
            QueueFull: Too many jobs of its owner wait.
        """
        owner = owner or self.viewer.owner
        with self.write() as connection:
            status = connection.scalar(select(Row.status).where(Row.key == key))
            if status == "done":
                connection.execute(update(Row).where(Row.key == key).values(submitted=now()))
            if status in (*_OPEN, "done"):
                return
            check_queries(connection, owner, slow)
            row = _FRESH | {"message": "", "answer": None, "submitted": now(), "owner": owner, "slow": slow}
            self.upsert(connection, Row, {"key": key, **_values(job), **row})
            connection.execute(delete(Row).where(Row.status.not_in(_OPEN), Row.key.not_in(_newest())))

    def query(self, key: str, payload: bool = True) -> WorkerQuery | None:
        """How far a job is; None if nobody submitted it.

        Args:
            payload: Whether to read it too, which may be a large file.
        """
        columns = (*_COLUMNS, Row.payload.label("payload")) if payload else _COLUMNS
        with self.read() as connection:
            row = connection.execute(select(*columns).where(Row.key == key)).one_or_none()
        return None if row is None else _query(**row._asdict())

    def query_place(self, key: str) -> int | None:
        """1 for the job whose turn is next; None if it does not wait."""
        with self.read() as connection:
            order = query_order(connection)
        return order.index(key) + 1 if key in order else None

    def answer(self, key: str) -> bytes | None:
        """The answer, once there is one."""
        with self.read() as connection:
            return connection.scalar(select(Row.answer).where(Row.key == key, Row.status == "done"))

    @for_engine
    def claim_query(self, engine_id: str) -> WorkerQuery | None:
        """Take the job whose turn it is; no two engines get the same."""
        with self.read() as connection:
            if connection.execute(select(Row.key).where(WAITING).limit(1)).first() is None:
                return None
        with self.write() as connection:
            key = first_free(connection, Row.key, query_order(connection), WAITING)
            if key is None:
                return None
            connection.execute(
                update(Row).where(Row.key == key).values(status="working", engine_id=engine_id, heartbeat=now())
            )
        return self.query(key)

    @for_engine
    def beat_query(self, key: str) -> bool:
        """Tell that a job's worker lives; returns whether to go on with it."""
        return self._if_working(key, heartbeat=now())

    @for_engine
    def report_progress(self, key: str, progress: float) -> bool:
        """Say how far a job is, 0..1; returns whether to go on with it."""
        return self._if_working(key, progress=progress)

    @for_engine
    def save_answer(self, key: str, answer: bytes) -> None:
        """Leave the answer, unless the query was cancelled meanwhile; its payload is not needed any more."""
        self._if_working(key, status="done", progress=1.0, answer=answer, payload=None)

    @for_engine
    def fail_query(self, key: str, message: str) -> None:
        """Say in words why there is no answer."""
        self._if_working(key, status="failed", message=message, payload=None)

    @of_query
    def cancel_query(self, key: str) -> None:
        """Ask a worker to stop; a query that is answered stays so."""
        cancelled = {"status": "cancelled", "payload": None}  # whoever submits it again sends it
        self.execute(update(Row).where(Row.key == key, Row.status.in_(_OPEN)).values(cancelled))

    @for_engine
    def requeue_queries(self, engine_id: str) -> None:
        """Put what other engines left half answered back into the queue: there is one engine a store."""
        left = Row.status == "working", Row.engine_id != engine_id
        self.execute(update(Row).where(*left).values(_FRESH))

    def _if_working(self, key: str, **changes: Any) -> bool:
        return bool(self.execute(update(Row).where(Row.key == key, Row.status == "working").values(changes)))


def _newest() -> Select[tuple[str]]:
    """The keys of those that are kept: so many, and as far as their answers have room."""
    size = func.coalesce(func.length(Row.answer), 0)
    filled = func.sum(size).over(order_by=(Row.submitted.desc(), Row.key)).label("filled")
    some = select(Row.key, filled).order_by(Row.submitted.desc(), Row.key).limit(QUERIES_KEPT).subquery()
    return select(some.c.key).where(some.c.filled <= ANSWER_BYTES_AT_MOST)


def _values(job: Job) -> dict[str, Any]:
    return {"job": {"kind": job.kind, "arguments": job.arguments}, "payload": job.payload}


def _query(job: dict[str, Any], payload: bytes | None = None, **others: Any) -> WorkerQuery:
    """Older versions wrote no kind: no worker knows that job, and its query fails."""
    kind, arguments = job.get("kind", ""), job.get("arguments", {})
    return WorkerQuery(job=Job(kind=kind, arguments=arguments, payload=payload), **others)
