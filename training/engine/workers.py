"""The workers of the engine's cluster: what each is for, what it does now, and why one is refused."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from training.engine.cluster import QUERIES, TRAINER
from training.engine.inspection import inspect_worker, refusal, unloadable

_AGAIN = 30.0  # seconds until a worker that was refused is inspected again
_INSPECTED = "If it cannot load LineHeads, its log says so: start it, and the scheduler, in the folder of this version."
_DOES = {TRAINER: "trains", QUERIES: "answers queries"}
_log = logging.getLogger("lineheads.engine")


@dataclass(slots=True, kw_only=True)
class _Worker:
    inspection: Any  # future of what it tells of itself
    due: float  # when it is inspected again, if it is refused
    role: str = ""  # empty while it is inspected, or refused
    fixed: bool = False  # whether a resource of it says what it is for
    refusal: str = ""
    warming: Any = None  # future
    task: Any = None  # future of its last run or query

    @property
    def free(self) -> bool:
        """Not yet after a task that failed: its worker may be gone, which the next look tells."""
        return bool(self.role) and (self.task is None or self.task.status == "finished")


class Workers:
    """Each task is given to one worker by its address: Dask carries, the engine chooses.

    A worker says by a Dask resource, `trainer` or `queries`, what it is for. Of several that say nothing one keeps free
    for queries; one alone does both.

    Args:
        client: A `distributed.Client`.
        inspected: What `inspect_worker` is called with.
        warm_up: For what a worker is -> what it does before its first task.
    """

    def __init__(self, client: Any, inspected: tuple[str, str], warm_up: Mapping[str, Callable[[], None]]) -> None:
        self._client, self._inspected, self._warm_up = client, inspected, warm_up
        self._workers: dict[str, _Worker] = {}  # by address

    def look(self) -> None:
        """Notice workers that came, went, or told what they are."""
        present = self._client.nthreads().keys()
        for address in self._workers.keys() - present:
            self._forget(address)
        for address, worker in self._workers.items():
            if worker.refusal and time.monotonic() > worker.due:
                self._workers[address] = self._inspect(address, worker.refusal)
        for address in present:  # in their order
            if address not in self._workers:
                self._workers[address] = self._inspect(address)
        for address, worker in self._workers.items():
            if worker.task is not None and worker.task.done():
                worker.task = None
            if not worker.role and worker.inspection.done():
                self._judge(address, worker)
        self._share()

    @property
    def trainers(self) -> int:
        """How many train."""
        return len(list(self._of(TRAINER)))

    @property
    def free_trainers(self) -> int:
        """How many of these have nothing to do."""
        return sum(worker.free for _, worker in self._of(TRAINER))

    @property
    def warm(self) -> bool:
        """Whether one of them begins a run at once."""
        return any(worker.warming.status == "finished" for _, worker in self._of(TRAINER))

    def free(self, role: str) -> str | None:
        """The address of a worker that can do this now. Without one for queries, those that train answer them."""
        self._share()
        able = list(self._of(role)) or (list(self._of(TRAINER)) if role == QUERIES else [])
        return next((address for address, worker in able if worker.free), None)

    def give(self, address: str, task: Callable[..., Any], *arguments: str) -> Any:
        """The future of a task on this free worker."""
        self._workers[address].task = future = self._submit(address, task, *arguments)
        return future

    def _of(self, role: str) -> Iterator[tuple[str, _Worker]]:
        return ((address, worker) for address, worker in self._workers.items() if worker.role == role)

    def _submit(self, address: str, task: Callable[..., Any], *arguments: str) -> Any:
        return self._client.submit(task, *arguments, pure=False, retries=0, workers=[address])

    def _inspect(self, address: str, refused: str = "") -> _Worker:
        inspection = self._submit(address, inspect_worker, *self._inspected)
        return _Worker(inspection=inspection, due=time.monotonic() + _AGAIN, refusal=refused)

    def _judge(self, address: str, worker: _Worker) -> None:
        if worker.inspection.status == "error":
            self._refuse(address, worker, unloadable(worker.inspection.exception()))
        elif worker.inspection.status != "finished":  # the scheduler went away and came back
            self._workers[address] = self._inspect(address)
        elif reason := refusal(profile := worker.inspection.result()):
            self._refuse(address, worker, reason)
        else:
            worker.fixed = not {TRAINER, QUERIES}.isdisjoint(profile["resources"])
            self._assign(address, worker, QUERIES if QUERIES in profile["resources"] else TRAINER)

    def _refuse(self, address: str, worker: _Worker, reason: str) -> None:
        if reason != worker.refusal:  # the same is said once
            _log.warning("Worker %s is refused: %s.", address, reason.rstrip("."))
        worker.refusal = reason

    def _assign(self, address: str, worker: _Worker, role: str) -> None:
        _log.info("Worker %s %s.", address, _DOES[role])
        worker.role, worker.refusal = role, ""
        worker.warming = self._submit(address, self._warm_up[role])

    def _share(self) -> None:
        """Keep a worker free for queries where there are several, and give it back where there is but one."""
        trainers, answering = list(self._of(TRAINER)), list(self._of(QUERIES))
        if not answering and len(trainers) > 1:
            plain = ((address, worker) for address, worker in trainers if worker.free and not worker.fixed)
            for address, worker in list(plain)[:1]:
                self._assign(address, worker, QUERIES)
        elif not trainers:
            for address, worker in answering:
                if not worker.fixed:
                    self._assign(address, worker, TRAINER)

    def _forget(self, address: str) -> None:
        """A worker went away; its tasks would wait for one of the same address."""
        worker = self._workers.pop(address)
        if not worker.role and not worker.inspection.done():
            _log.warning("Worker %s went away while it was inspected. %s", address, _INSPECTED)
        for future in (worker.inspection, worker.warming, worker.task):
            if future is not None and not future.done():
                future.cancel()
