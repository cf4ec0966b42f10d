"""The Dask cluster that the engine works with: its own on this machine, or one named by an address."""

import asyncio
import logging
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from runs.home import home
from training.engine import ports

TRAINER, QUERIES = "trainer", "queries"  # what a worker of ours is for, as Dask's resources
LAST_WORDS = 0.3  # seconds a worker is given to end by itself; one that trains does not
LOOPBACK = "tcp://127.", "tcp://localhost:", "tcp://[::1]:"
NO_CERTIFICATE = "A tls:// address needs certificates: --tls-ca-file, --tls-cert and --tls-key. See docs/cluster.md."
NOT_ENCRYPTED = (
    "The connection to the cluster is not encrypted: who can read it sees the password of the store, and who reaches "
    "its ports runs code there. Use tls:// (docs/cluster.md)."
)
_log = logging.getLogger("lineheads.engine")
CONFIG = {
    "distributed.scheduler.allowed-failures": 0,  # a run whose worker died is the user's to resume
    "distributed.scheduler.worker-ttl": "60s",  # a silent worker is replaced
    "distributed.deploy.lost-worker-timeout": "60s",  # for its nanny to start another on a busy machine
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # Dask looks at itself up to a hundred times a second, which nobody reads here: a quarter of a core when idle.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "2s",
    "distributed.worker.memory.monitor-interval": "2s",
}


def default_workers() -> int:
    """Half of the processors that this process (or its container) may use: the pages need the others."""
    from dask.system import cpu_count

    return max(1, cpu_count() // 2)


@contextmanager
def local_cluster(workers: int) -> Iterator[Any]:
    """A `distributed.Client` of a new cluster of processes on this machine; at the end its workers are killed.

    Args:
        workers: Processes that train. One more keeps free for worker queries, which shall not wait for a run.
    """
    from dask.config import set as configure
    from distributed import Client, SpecCluster

    logging.getLogger("distributed").setLevel(logging.ERROR)
    security = ports.temporary_security()
    node = {"host": "127.0.0.1", "protocol": "tls://", "security": security, "preload": ports.__name__}
    names = {f"{TRAINER}-{number}": TRAINER for number in range(workers)} | {QUERIES: QUERIES}
    with configure(CONFIG), _interrupts_are_for_the_engine():
        cluster = SpecCluster(
            workers={name: _worker(node, resource) for name, resource in names.items()},
            scheduler=_scheduler(node),
            security=security,
            silence_logs=logging.ERROR,  # type: ignore[arg-type]  # documented as a level
        )
    with configure(CONFIG), cluster, Client(cluster) as client:
        try:
            yield client
        finally:
            logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it complains of its own end
            client.sync(_kill_workers, cluster)


@contextmanager
def _interrupts_are_for_the_engine() -> Iterator[None]:
    """Threads made in here, and the processes that they start, never see Ctrl-C: workers would complain at length."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _scheduler(node: dict[str, Any]) -> dict[str, Any]:
    from distributed import Scheduler

    options = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
    return {"cls": Scheduler, "options": node | options}


def _worker(node: dict[str, Any], resource: str) -> dict[str, Any]:
    from distributed import Nanny

    options = {
        "nthreads": 1,
        "memory_limit": 0,
        "dashboard": False,
        "local_directory": str(home() / "dask"),
        "silence_logs": logging.ERROR,
        "resources": {resource: 1},
    }
    return {"cls": Nanny, "options": node | options}


@contextmanager
def foreign_cluster(address: str, tls: Mapping[str, str | None]) -> Iterator[Any]:
    """A `distributed.Client` of the cluster at `address`, which goes on after the end.

    Args:
        tls: Files of `ca_file`, `cert` and `key`; what is None, Dask's own configuration names.
    """
    from distributed import Client, Security

    names = {"ca_file": "tls_ca_file", "cert": "tls_client_cert", "key": "tls_client_key"}
    security: Any = Security(**{names[part]: file for part, file in tls.items() if file})
    if address.startswith("tls://") and not security.tls_ca_file:
        raise SystemExit(NO_CERTIFICATE)
    if address.startswith("tcp://") and not address.startswith(LOOPBACK):
        _log.warning(NOT_ENCRYPTED)
    with Client(address, timeout=10, security=security) as client:
        yield client


def restore_workers(client: Any) -> None:
    """Start the workers of our own cluster anew that Dask has given up: they came back too late, or could not start."""
    if (cluster := client.cluster) is None:
        return
    from distributed.core import Status

    for name, nanny in list(cluster.workers.items()):
        if nanny.status in (Status.failed, Status.closed):
            del cluster.workers[name]
    if len(cluster.workers) < len(cluster.worker_spec):
        cluster.scale(len(cluster.worker_spec))


def replace_worker(client: Any, task: str) -> None:
    """Kill the worker process that has this task, which then counts as lost; a new one takes its place."""
    address = next((address for address, tasks in client.processing().items() if task in tasks), None)
    if address is None:
        return
    nannies = client.cluster.workers.values() if client.cluster else ()
    pid = next((nanny.pid for nanny in nannies if nanny.worker_address == address), None)
    if pid is None:
        client.restart_workers([address], raise_for_error=False)
    else:
        os.kill(pid, signal.SIGKILL)  # at once; its nanny notices


async def _kill_workers(cluster: Any) -> None:
    """End the workers at once: a busy one would hold up the cluster's own way for seconds.

    One that takes longer, on a busy machine, is no error of the engine: the cluster's own end follows.
    """
    closings = (nanny.close(timeout=LAST_WORDS) for nanny in cluster.workers.values())
    await asyncio.gather(*closings, return_exceptions=True)
