"""The Dask cluster that the engine works with: its own on this machine, or one named by an address."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from runs.home import home

WARM = "lineheads-warm"  # topic on which a worker says that it is ready
LAST_WORDS = 0.3  # seconds a worker is given to end by itself; one that trains does not
CONFIG = {
    "distributed.scheduler.allowed-failures": 0,  # a run whose worker died is the user's to resume
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


def default_workers() -> int:
    """Half of the processors: the pages need the others."""
    return max(1, (os.cpu_count() or 2) // 2)


@contextmanager
def host(workers: int) -> Iterator[Any]:
    """A `distributed.Client` of a new cluster of processes on this machine; at the end its workers are killed."""
    from dask.config import set as configure
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.ERROR)
    with (
        configure(CONFIG),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.ERROR,
            local_directory=str(home() / "dask"),
            memory_limit=0,
        ) as cluster,
        Client(cluster) as client,
    ):
        try:
            yield client
        finally:
            logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it complains of its own end
            client.sync(_kill_workers, cluster)


@contextmanager
def join(address: str) -> Iterator[Any]:
    """A `distributed.Client` of the cluster at `address`, which goes on after the end."""
    from distributed import Client

    with Client(address, timeout=10) as client:
        yield client


def keep_warm(client: Any, warm_up: Callable[[], None], warmed: Callable[[str], None]) -> None:
    """Have every worker, now and after a restart, call `warm_up` before its first task; `warmed` gets its address."""
    client.subscribe_topic(WARM, lambda event: warmed(event[1]))
    plugin = _warming_plugin(warm_up)

    def register() -> None:
        with suppress(Exception):  # the cluster went away meanwhile: the engine notices by itself
            client.register_plugin(plugin)

    threading.Thread(target=register, daemon=True).start()  # answers only when every worker is warm


async def _kill_workers(cluster: Any) -> None:
    """End the workers at once: a busy one would hold up the cluster's own way for seconds."""
    await asyncio.gather(*(nanny.close(timeout=LAST_WORDS) for nanny in cluster.workers.values()))


def _warming_plugin(warm_up: Callable[[], None]) -> Any:
    from distributed import WorkerPlugin

    class Warming(WorkerPlugin):
        name = "lineheads-warming"
        idempotent = True

        async def setup(self, worker: Any) -> None:
            """Warm up in the thread that trains: tasks wait behind, and the worker stays in touch meanwhile."""
            await asyncio.get_running_loop().run_in_executor(worker.executors["default"], warm_up)
            worker.log_event(WARM, worker.address)

        def teardown(self, worker: Any) -> None:
            logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it complains of its own end

    return Warming()
