"""The tables of the run store."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, LargeBinary, String, Text, TypeDecorator, cast
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator):
    """A UTC datetime, kept as seconds since 1970 so that every database compares it alike."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> float | None:
        """From Python to the database."""
        return None if value is None else value.timestamp()

    def process_result_value(self, value: float | None, dialect: Any) -> datetime | None:
        """From the database to Python."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Base(DeclarativeBase):
    """Every table of the store."""

    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: UtcTime,
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        bytes: LargeBinary,
        float: Double,
        int: BigInteger,
    }


def run_key() -> Mapped[str]:
    """The column that ties a row to its run, as part of the primary key."""
    return mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)


class RunRow(Base):
    """One training: what it is and how far it came."""

    __tablename__ = "runs"
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str]
    status: Mapped[str] = mapped_column(String(12), index=True)
    settings: Mapped[dict[str, Any]]
    created: Mapped[datetime] = mapped_column(index=True)
    queued: Mapped[datetime]  # place in the queue: a run that is queued again goes to its end
    started: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    heartbeat: Mapped[datetime | None]
    message: Mapped[str] = mapped_column(default="")
    step: Mapped[int] = mapped_column(default=0)
    total_steps: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    engine_id: Mapped[str | None]  # who claimed it last
    attempt: Mapped[int | None]  # how often a worker took it
    losses: Mapped[int | None]  # how often it lost its worker or its engine since somebody started or resumed it
    races: Mapped[str | None] = mapped_column(index=True)  # its leader, beside which it is trained in lockstep
    search: Mapped[str | None]  # the weight search that it is a trial of; people's runs go first
    owner: Mapped[str | None] = mapped_column(index=True)  # token of the browser that it belongs to
    tags: Mapped[list[str] | None]
    star: Mapped[bool | None]
    note: Mapped[str | None]
    deleted: Mapped[datetime | None] = mapped_column(index=True)


class ControlRow(Base):
    """What the user asks of a run; the worker looks at it between steps."""

    __tablename__ = "controls"
    run_id: Mapped[str] = run_key()
    state: Mapped[str] = mapped_column(String(5), default="run")
    until: Mapped[int | None]
    pace: Mapped[float | None]
    weights: Mapped[dict[str, Any] | None]
    frozen: Mapped[list[str] | None]
    solo: Mapped[str | None]
    probe: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=0)


class Point(Base):
    """One point of the curves."""

    __tablename__ = "points"
    run_id: Mapped[str] = run_key()
    step: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]]


class Mark(Base):
    """A labelled step of the curves, such as a change of weights."""

    __tablename__ = "marks"
    run_id: Mapped[str] = run_key()
    step: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)


class Checkpoint(Base):
    """Everything a worker needs to go on from a step."""

    __tablename__ = "checkpoints"
    run_id: Mapped[str] = run_key()
    step: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class SnapshotRow(Base):
    """The weights of a run at one of its steps, for people to look at."""

    __tablename__ = "snapshots"
    run_id: Mapped[str] = run_key()
    step: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(12))  # changes with the weights
    data: Mapped[bytes]


class Artefact(Base):
    """A file that a finished run leaves behind."""

    __tablename__ = "artefacts"
    run_id: Mapped[str] = run_key()
    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class EngineRow(Base):
    """An engine that serves this store."""

    __tablename__ = "engines"
    id: Mapped[str] = mapped_column(primary_key=True)
    pid: Mapped[int]
    host: Mapped[str | None]
    started: Mapped[datetime]
    heartbeat: Mapped[datetime]
    workers: Mapped[int]
    warm: Mapped[bool]


class QueryRow(Base):
    """A job for a worker, and the answer once there is one. Table and columns keep the names of older stores."""

    __tablename__ = "explanations"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    job: Mapped[dict[str, Any]] = mapped_column("question", key="job")  # `kind` and `arguments`
    payload: Mapped[bytes | None] = mapped_column("picture", key="payload")
    status: Mapped[str] = mapped_column(String(9), index=True)
    progress: Mapped[float] = mapped_column(default=0.0)
    message: Mapped[str] = mapped_column(default="")
    submitted: Mapped[datetime] = mapped_column("asked", key="submitted", index=True)  # or looked at last
    answer: Mapped[bytes | None]
    engine_id: Mapped[str | None]
    heartbeat: Mapped[datetime | None]  # of the worker that works on it
    owner: Mapped[str | None]  # token of the browser that takes turns for it
    slow: Mapped[bool | None]  # whether quick ones go first


class SearchRow(Base):
    """A search for loss weights: what is tried, how often, and for what."""

    __tablename__ = "searches"
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str]
    status: Mapped[str] = mapped_column(String(8), index=True)
    settings: Mapped[dict[str, Any]]  # of a trial; its parameters replace some
    goal: Mapped[str]
    varied: Mapped[dict[str, Any]]  # parameter -> [lowest, highest]
    budget: Mapped[int]  # trials
    seed: Mapped[int]  # of the sampler
    created: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[datetime | None]
    message: Mapped[str] = mapped_column(default="")
    importance: Mapped[dict[str, Any] | None]
    engine_id: Mapped[str | None]  # who conducts it
    owner: Mapped[str | None]  # token of the browser that it belongs to


class TrialRow(Base):
    """One try of a search. It outlives its run, which may be thrown away."""

    __tablename__ = "trials"
    search_id: Mapped[str] = mapped_column(ForeignKey("searches.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str | None] = mapped_column(ForeignKey("runs.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(String(8))
    parameters: Mapped[dict[str, Any]]
    scores: Mapped[dict[str, Any] | None]  # of the validation sample, where it ended
    reports: Mapped[dict[str, Any] | None]  # step -> value of the goal on the way
    step: Mapped[int | None]  # at which it was pruned
    attempts: Mapped[int] = mapped_column(default=1)  # a worker may have died under the first


class ClassRow(Base):
    """A class, as a teacher started it."""

    __tablename__ = "classes"
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of what opens the teacher's board
    name: Mapped[str]
    created: Mapped[datetime]
    ends: Mapped[datetime]  # when it is deleted
    ended: Mapped[datetime | None]  # when its teacher ended it
    paused: Mapped[bool]
    limits: Mapped[dict[str, Any]]
    pushed: Mapped[dict[str, Any] | None]  # `query` and `number`
    revealed: Mapped[list[str]]  # `lesson/step`


def class_key() -> Mapped[str]:
    """The column that ties a row to its class, as part of the primary key."""
    return mapped_column(ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)


class MemberRow(Base):
    """A browser that is in a class, or was."""

    __tablename__ = "class_members"
    class_id: Mapped[str] = class_key()
    owner: Mapped[str] = mapped_column(primary_key=True, index=True)  # token of the browser
    nickname: Mapped[str]
    joined: Mapped[datetime]
    seen: Mapped[datetime]
    lesson: Mapped[str]
    step: Mapped[int]
    following: Mapped[bool]
    followed: Mapped[int]
    gone: Mapped[str] = mapped_column(String(8))  # "", left or removed


class GuessRow(Base):
    """What a student guessed at a step of a lesson."""

    __tablename__ = "class_guesses"
    class_id: Mapped[str] = class_key()
    owner: Mapped[str] = mapped_column(primary_key=True)
    lesson: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    guess: Mapped[str]
    moment: Mapped[datetime]
    distance: Mapped[float | None]  # how far it was off: 0 is right, 1 as far as can be
    outcome: Mapped[str | None]  # what the own runs said to it, in words


def record_columns(table: type[Base], record: type) -> tuple[Any, ...]:
    """What is read for a record that has settings: these as their text."""
    columns = {field.name: getattr(table, field.name) for field in fields(record)}
    return tuple((columns | {"settings": cast(columns["settings"], Text).label("settings")}).values())
