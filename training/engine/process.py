"""The engine: hands the queued runs and the worker queries of a store to the workers of a Dask cluster.

`python -m training.engine` starts it by hand; the app starts it through `training.engine.launch`.
"""

import argparse
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from typing import Any

from runs.database import StoreUnavailable
from runs.engines import ENGINE_DIED
from runs.home import store_url
from runs.records import HOST, EngineRecord, RunNotFound, RunPulse, WrongStatus, now
from runs.unavailable import exit_in_words
from training.engine.cluster import (
    QUERIES,
    TRAINER,
    default_workers,
    foreign_cluster,
    local_cluster,
    replace_worker,
    restore_workers,
)
from training.engine.idle_pauses import IdlePauses
from training.engine.overdue import OverdueStops
from training.engine.workers import Workers
from training.run_store import RunStore
from training.search.conductor import Conductor

Task = Callable[[str, str], None]  # (run id or key of a query, store URL)
POLL = 0.1  # seconds between looks at the queue: an idle engine shall cost little
BEAT = 0.5  # seconds between heartbeats, well under runs.records.ENGINE_SILENCE
SWEEP = 1.0  # seconds between looks for lost runs and hung workers
TROUBLE = 1.0  # seconds between tries while the store is in trouble
NICE = 5  # the pages go first, and other programs leave the workers their share
WORKER_DIED = "The worker process ended while this run trained."
SERVER_DIED = "LineHeads ended unexpectedly while this run trained."
WORKER_REPLACED = "The worker did not stop and was replaced. Resume goes on from the last checkpoint."
_QUERY_LOST = "The worker process ended while it worked on this. Ask again."
_QUERY_FAILED = "The worker could not answer: {}. The engine's log says more; ask again."
SHUT_DOWN = "The engine was shut down while this run trained. Resume goes on from its last checkpoint."
WORKERS_HELP = "processes that train; one more answers queries (%(default)s)"
ADDRESS_HELP = "use the Dask cluster at this address instead of an own one (docs/cluster.md)"
TLS_HELP = {
    "ca-file": "certificate of the authority that signed those of the cluster (PEM)",
    "cert": "certificate that the engine shows (PEM)",
    "key": "its key (PEM)",
}
_log = logging.getLogger("lineheads.engine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What workers do."""

    train: Task  # one run
    answer_query: Task  # one of them
    warm_up: Callable[[], None]  # before the first task
    warm_up_queries: Callable[[], None]  # the same for the worker that answers queries


class Engine:
    """Hands queued runs and queries to the workers of a cluster and sees to it that each ends with words.

    Args:
        client: A `distributed.Client`.
    """

    def __init__(self, store: RunStore, client: Any, work: Work, record: EngineRecord | None = None) -> None:
        self.store, self.client, self.work = store, client, work
        self.record = record or new_record()
        warm_up = {TRAINER: work.warm_up, QUERIES: work.warm_up_queries}
        self._workers = Workers(client, (store.url, self.record.id), warm_up)
        self._futures: dict[str, Any] = {}  # run id -> future
        self._queries: dict[str, Any] = {}  # key -> future
        self._conductor = Conductor(store, self.record.id)
        self._overdue, self._idle = OverdueStops(), IdlePauses()
        self._beat_due = self._sweep_due = 0.0
        self.orphaned = threading.Event()  # set when the process that started the engine went away unexpectedly

    def serve(self, stop: threading.Event) -> None:
        """Work until `stop` is set; runs that are still with a worker then are interrupted.

        Raises:
            EngineReplaced: Another engine serves the store now.
        """
        while not stop.wait(POLL):
            try:
                self.turn()
            except StoreUnavailable as error:
                _log.warning("The engine waits for the store. %s", error)
                stop.wait(TROUBLE)
        self._interrupt_all()

    def turn(self) -> None:
        """Look once at everything that may have changed."""
        if time.monotonic() >= self._beat_due:
            self._beat()
        if time.monotonic() >= self._sweep_due:
            self._sweep()
        self._settle_ended()
        self._conductor.turn(self._workers.free_trainers)
        self._hand_out_queries()  # first: where no worker is for them, one that trains answers before its next run
        self._hand_out_runs()

    def _hand_out_runs(self) -> None:
        while worker := self._workers.free(TRAINER):
            self._settle_ended()  # the run that has just left this worker
            if (run := self.store.claim_next(self.record.id)) is None:
                break
            _log.info("Run %s starts.", run.id)
            self._futures[run.id] = self._workers.give(worker, self.work.train, run.id, self.store.url)

    def _hand_out_queries(self) -> None:
        """When a worker is free for it, so that one that is cancelled before its turn is never begun."""
        for key in [key for key, future in self._queries.items() if future.done()]:
            if self._queries[key].status != "finished":
                error = _own_error(self._queries[key])
                _log.warning("Query %s was not answered.", key, exc_info=error)
                self.store.fail_query(key, _QUERY_FAILED.format(type(error).__name__) if error else _QUERY_LOST)
            del self._queries[key]
        while (worker := self._workers.free(QUERIES)) and (query := self.store.claim_query(self.record.id)):
            self._queries[query.key] = self._workers.give(worker, self.work.answer_query, query.key, self.store.url)

    def _beat(self) -> None:
        self._beat_due = time.monotonic() + BEAT
        self._workers.look()
        self.record = replace(self.record, workers=self._workers.trainers, warm=self._workers.warm)
        if not self.store.beat(self.record):
            raise EngineReplaced

    def _sweep(self) -> None:
        """See to the runs and the queries that lost their engine or their worker, and to workers that hang."""
        self._sweep_due = time.monotonic() + SWEEP
        pulses = self.store.pulses(self.record.id)
        lost = [pulse.id for pulse in pulses if (pulse.races or pulse.id) not in self._futures]
        for run_id in (*self.store.lose_runs(lost, ENGINE_DIED), *self.store.interrupt_orphans(self.record.id)):
            _log.warning("Run %s had lost its engine.", run_id)
        for run_id in self.store.resume_lost():
            _log.info("Run %s goes on.", run_id)
        self.store.requeue_queries(self.record.id)
        for class_id in self.store.delete_expired_classes():
            _log.info("Class %s is deleted: its time is over.", class_id)
        self._replace_hung_workers(pulses)
        restore_workers(self.client)
        self._idle.free_workers(self.store, self.record.id, pulses, self._workers.free_trainers)

    def _replace_hung_workers(self, pulses: Sequence[RunPulse]) -> None:
        futures = self._futures | self._queries
        queries = [query for key in self._queries if (query := self.store.query(key, payload=False))]
        stopping = {pulse.id: pulse.heartbeat for pulse in pulses if pulse.control == "stop"}
        stopping |= {query.key: query.heartbeat for query in queries if query.status == "cancelled"}
        for key in self._overdue.find({key: beat for key, beat in stopping.items() if key in futures}):
            _log.warning("The worker of %s hangs and is replaced.", key)
            replace_worker(self.client, futures[key].key)

    def _settle_ended(self) -> None:
        for run_id in [run_id for run_id, future in self._futures.items() if future.done()]:
            with suppress(RunNotFound):  # the store was exchanged for another one
                self._settle(run_id, self._futures[run_id])
            del self._futures[run_id]

    def _settle(self, run_id: str, future: Any) -> None:
        """Make sure that a run whose task has ended has ended too."""
        error = _own_error(future)
        if future.status == "finished":
            self._end(run_id, "done")
        elif error is None and self.store.control(run_id).state == "stop":
            self._end(run_id, "stopped", WORKER_REPLACED)
        elif error is None:
            _log.warning("Run %s lost its worker.", run_id)
            self.store.lose_runs([run_id, *self.store.rivals(run_id)], WORKER_DIED)
        else:
            _log.error("Run %s failed.", run_id, exc_info=(type(error), error, future.traceback()))
            self._end(run_id, "failed", str(error) or f"The training stopped with {type(error).__name__}.")

    def _end(self, run_id: str, status: str, message: str = "") -> None:
        """Give a run and its rivals their last status, unless the task did so already or they gave the worker away."""
        for each_id in (run_id, *self.store.rivals(run_id)):
            with suppress(WrongStatus, RunNotFound):
                if (record := self.store.run(each_id)) and record.active:
                    self.store.set_status(each_id, status, message)

    def _interrupt_all(self) -> None:
        """What cannot be told to the store now, the next engine finds."""
        with suppress(StoreUnavailable):
            self._tell_interruptions()

    def _tell_interruptions(self) -> None:
        for run_id in self._futures:
            if self.orphaned.is_set():
                self.store.lose_runs([run_id, *self.store.rivals(run_id)], SERVER_DIED)
            else:
                self._end(run_id, "interrupted", SHUT_DOWN)
        for key in self._queries:
            self.store.fail_query(key, _QUERY_LOST)


def _own_error(future: Any) -> BaseException | None:
    """What a task raised; None: nothing, or its worker is gone."""
    from distributed.scheduler import KilledWorker

    error = future.exception() if future.status == "error" else None
    return None if isinstance(error, KilledWorker) else error


class EngineReplaced(Exception):  # noqa: N818 (reads as what happened)
    """Another engine serves the store."""


def new_record() -> EngineRecord:
    """This process as an engine that has no workers yet."""
    moment = now()
    return EngineRecord(
        id=secrets.token_hex(4),
        pid=os.getpid(),
        host=HOST,
        started=moment,
        heartbeat=moment,
        workers=0,
        warm=False,
    )


@exit_in_words()
def main(arguments: list[str], work: Work) -> None:
    """Serve a store until a signal, the end of the cluster or, with `--with-parent`, the end of stdin."""
    options = _options(arguments)
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s: %(message)s", level=logging.WARNING)
    _log.setLevel(logging.INFO)
    if hasattr(os, "nice"):
        os.nice(NICE)
    stop, orphaned = threading.Event(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.with_parent:
        threading.Thread(target=_watch_parent, args=(stop, orphaned), daemon=True).start()
    with RunStore(options.store) as store:
        _serve(store, work, options, stop, orphaned)


def _serve(
    store: RunStore, work: Work, options: argparse.Namespace, stop: threading.Event, orphaned: threading.Event
) -> None:
    record = new_record()
    if not store.beat(record):  # before the slow imports, so that no second engine is started meanwhile
        raise SystemExit(f"This store has an engine already{_process_of(store.engine())}.")
    _log.info("Engine %s starts.", record.id)
    try:
        store.interrupt_orphans(record.id, stale_after=0)
        store.requeue_queries(record.id)
        with _cluster(options) as client:
            engine = Engine(store, client, work, record)
            engine.orphaned = orphaned
            engine.serve(stop)
    except EngineReplaced:
        _log.warning("Engine %s was silent for too long: another one serves the store now.", record.id)
    except OSError as error:  # what Dask raises when nobody answers
        raise SystemExit(f"The Dask cluster cannot be reached: {error}") from error
    finally:
        with suppress(StoreUnavailable):
            store.forget_engine(record.id)
        _log.info("Engine %s ends.", record.id)


def _cluster(options: argparse.Namespace) -> AbstractContextManager[Any]:
    if not options.address:
        return local_cluster(options.workers)
    return foreign_cluster(
        options.address, {"ca_file": options.tls_ca_file, "cert": options.tls_cert, "key": options.tls_key}
    )


def _process_of(engine: EngineRecord | None) -> str:
    return f": process {engine.pid} on {engine.host or HOST}" if engine else ""


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.engine", description="Train the queued runs of a store.")
    parser.add_argument(
        "--workers",
        type=int,
        default=os.environ.get("LINEHEADS_WORKERS") or default_workers(),
        help=WORKERS_HELP,
    )
    parser.add_argument("--address", help=ADDRESS_HELP)
    for part, text in TLS_HELP.items():
        parser.add_argument(f"--tls-{part}", metavar="FILE", help=text)
    parser.add_argument("--store", default=store_url(), help="URL of the run store (%(default)s)")
    parser.add_argument("--with-parent", action="store_true", help="end when stdin ends")
    return parser.parse_args(arguments)


def _watch_parent(stop: threading.Event, orphaned: threading.Event) -> None:
    """Wait for the end of stdin: the process that held its other end is gone. A last word says that it meant to."""
    words = b""
    while chunk := os.read(0, 1024):
        words += chunk
    if not words:
        orphaned.set()
    stop.set()
