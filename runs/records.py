"""What the store hands out: frozen records, statuses and errors."""

import json
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import psutil

ACTIVE = ("starting", "running", "paused")
PAUSED = ("paused", "suspended")  # the latter has given its worker away
FINISHED = ("done", "stopped", "diverged", "failed", "interrupted")
RESUMABLE = ("stopped", "failed", "interrupted")
CONTROL_STATES = ("run", "pause", "stop", "yield")
TRIAL_STATUSES = ("open", "held", "complete", "pruned", "diverged", "failed", "stopped")
UNDECIDED = ("open", "held")  # trials that go on; a held one has given its worker away
ENGINE_SILENCE = 3.0  # seconds without a heartbeat after which an engine counts as dead
ENGINE_PATIENCE = 60.0  # the same while its process exists
WORKER_SILENCE = 10.0  # seconds without a heartbeat after which a worker counts as hung
CLOCKS_DIFFER = timedelta(seconds=1)  # of two hosts
HOST = socket.gethostname()

# status -> what may follow it. A run ends once, and no late writer revives it: only the queue does.
FOLLOWS: dict[str, tuple[str, ...]] = {
    "queued": ("queued", *ACTIVE, *FINISHED),
    "starting": (*ACTIVE, *FINISHED),
    "running": ("running", "paused", *FINISHED),
    "paused": ("running", "paused", "suspended", *FINISHED),
    "suspended": ("queued", "stopped"),
    **{status: ("queued",) if status in RESUMABLE else () for status in FINISHED},
}


class RunNotFound(KeyError):  # noqa: N818 (reads as what happened)
    """No run has this id."""

    def __init__(self, run_id: str) -> None:
        super().__init__(run_id)
        self.run_id = run_id

    def __str__(self) -> str:
        return f"There is no run `{self.run_id}` in this store. `Store.runs()` lists those there are."


class WrongStatus(ValueError):  # noqa: N818 (reads as what happened)
    """The run's status does not allow the change."""


class QueueFull(ValueError):  # noqa: N818 (reads as what happened)
    """A browser has as much in the queue as it may; the message is for its user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithSettings:
    """What has settings of a run: the store hands them out as the JSON text that it keeps."""

    settings: Any  # a dict; a subclass may make more of the text

    def __post_init__(self) -> None:
        if isinstance(self.settings, str):
            object.__setattr__(self, "settings", json.loads(self.settings))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord(_WithSettings):
    """One run as the store knows it. Times are UTC."""

    id: str
    name: str
    status: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    heartbeat: datetime | None  # when its worker or its engine was last heard of
    message: str  # words for the user
    step: int
    total_steps: int
    result: dict[str, Any] | None
    races: str | None = None  # the leader that it is trained beside, step by step
    tags: list[str] | None = None
    star: bool | None = None
    note: str | None = None
    deleted: datetime | None = None  # when the user threw it away; forgotten some days later
    search: str | None = None  # the weight search that it is a trial of
    attempt: int | None = None  # grows each time that a worker takes it
    losses: int | None = None  # how often it lost its worker or its engine since somebody started or resumed it
    owner: str | None = None  # token of the browser that it belongs to

    @property
    def active(self) -> bool:
        """Whether a worker has it."""
        return self.status in ACTIVE

    @property
    def finished(self) -> bool:
        """Whether it has ended, well or not."""
        return self.status in FINISHED

    @property
    def goes_on(self) -> bool:
        """Whether it was lost and is about to go on by itself."""
        return self.status == "interrupted" and self.losses == 1 and self.search is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What the user asks of a run."""

    state: str = "run"  # run, pause, stop, or yield: give the worker of a paused run to others
    until: int | None = None  # pause by itself at this step
    pace: float | None = None  # steps per second at most; None is as fast as it can
    weights: dict[str, float] | None = None  # head -> loss weight; None keeps those of the settings
    frozen: list[str] | None = None  # heads, and "trunk", that stay as they are
    solo: str | None = None  # the one head that trains now; the trunk with it
    probe: int | None = None  # gradient diagnostics every so many steps; None: never
    version: int = 0  # grows with every change


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The weights of a run at one of its steps."""

    step: int
    version: str  # changes with the weights


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPulse:
    """A run that an engine has. Times are UTC."""

    id: str
    races: str | None  # the leader that it is trained beside
    status: str
    heartbeat: datetime | None  # of its worker
    control: str  # in CONTROL_STATES
    version: int  # of its control


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRecord:
    """An engine as the store knows it. Times are UTC."""

    id: str
    pid: int
    started: datetime
    heartbeat: datetime
    workers: int
    warm: bool  # whether a worker can start a run at once
    host: str | None = None

    @property
    def alive(self) -> bool:
        """Whether its process exists, as far as this host can tell, and was heard of within `ENGINE_SILENCE` s."""
        return self._heard_within(ENGINE_SILENCE) and (self._is_elsewhere or psutil.pid_exists(self.pid))

    @property
    def gone(self) -> bool:
        """Whether another engine may take its place: a process that exists is given time, the store may be busy."""
        silence = ENGINE_SILENCE if self._is_elsewhere else ENGINE_PATIENCE
        return not self._heard_within(silence) or not (self._is_elsewhere or psutil.pid_exists(self.pid))

    @property
    def _is_elsewhere(self) -> bool:
        return self.host is not None and self.host != HOST

    def _heard_within(self, seconds: float) -> bool:
        """A heartbeat of the future was written before the clock was put back: nobody knows how old it is."""
        return -CLOCKS_DIFFER < now() - self.heartbeat < timedelta(seconds=seconds)


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def worker_silence(heartbeat: datetime | None) -> float:
    """Seconds since a worker was last heard of, if they are too many; else 0."""
    silence = (now() - heartbeat).total_seconds() if heartbeat else 0.0
    return silence if silence > WORKER_SILENCE else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker is asked to do."""

    kind: str  # a key of `training.engine.queries.HANDLERS`
    arguments: dict[str, Any] = field(default_factory=dict)  # of its handler, as JSON
    payload: bytes | None = None  # what the job is about: a picture (28, 28, 3) uint8, or a file


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerQuery:
    """A job, and how far a worker is with it."""

    key: str  # equal jobs have equal keys
    job: Job
    status: str  # waiting, working, done, failed or cancelled
    progress: float  # 0..1
    message: str  # words for the user, of one that failed
    heartbeat: datetime | None = None  # when its worker was last heard of
    owner: str | None = None  # token of the browser that takes turns for it


class SearchNotFound(KeyError):  # noqa: N818 (reads as what happened)
    """No search has this id."""

    def __str__(self) -> str:
        return f"There is no search `{self.args[0]}` in this store. `Store.searches()` lists those there are."


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord(_WithSettings):
    """A search for loss weights; its settings are those of a trial, before its parameters. Times are UTC."""

    id: str
    name: str
    status: str  # running, stopped, done or failed
    goal: str  # in `training.search.goals.GOALS`
    varied: dict[str, list[float]]  # parameter -> lowest and highest value
    budget: int  # trials
    seed: int  # of the sampler
    created: datetime
    ended: datetime | None
    message: str  # words for the user
    importance: dict[str, dict[str, float]] | None  # objective -> parameter -> share, 0..1
    owner: str | None = None  # token of the browser that it belongs to


RunT = TypeVar("RunT", bound=RunRecord)  # what a store hands out for a run, and for a search
SearchT = TypeVar("SearchT", bound=SearchRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRecord:
    """One try of a search, and how far its run is."""

    number: int  # from 0
    run_id: str | None  # None: the run was thrown away
    status: str  # in `TRIAL_STATUSES`
    parameters: dict[str, float]
    scores: dict[str, Any] | None  # validation `loss` and `accuracy` per head and `exact`, where it ended
    reports: dict[str, float] | None  # step -> value of the goal on the way
    step: int | None  # at which it was pruned
    attempts: int
    run_status: str | None
    run_step: int | None
    run_steps: int | None  # in all
    run_message: str | None
    run_started: datetime | None
    run_ended: datetime | None

    @property
    def undecided(self) -> bool:
        """Whether it goes on."""
        return self.status in UNDECIDED
