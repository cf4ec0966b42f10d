"""A worker that trains nothing: its runs take a given time and leave points and a result, at no cost of a processor."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from benchmarks.watching import point
from model.heads import HEADS
from runs.records import EngineRecord
from training.engine.process import BEAT, POLL, new_record
from training.run_store import RunStore

STEPS, POINTS = 818, 41  # of a run of `fast`


@contextmanager
def simulated_worker(store: RunStore, seconds: float) -> Iterator[None]:
    """One worker until the block ends.

    Args:
        seconds: That it has a run.
    """
    ended, engine = threading.Event(), replace(new_record(), workers=1, warm=True)
    store.beat(engine)
    threads = [
        threading.Thread(target=_beat, args=(store, engine, ended)),
        threading.Thread(target=_work, args=(store, engine.id, seconds, ended)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _beat(store: RunStore, engine: EngineRecord, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        store.beat(engine)


def _work(store: RunStore, engine_id: str, seconds: float, ended: threading.Event) -> None:
    while not ended.wait(POLL):
        if run := store.claim_next(engine_id):
            begun = time.monotonic()
            store.set_status(run.id, "running", total_steps=STEPS)
            for number in range(POINTS):
                store.add_points(run.id, [point(number * STEPS // POINTS)])
                time.sleep(max(0.0, begun + seconds * (number + 1) / POINTS - time.monotonic()))
            test = dict.fromkeys((*HEADS, "average", "exact"), 0.99)
            result = {"seconds": seconds, "test": test, "first_solved": dict.fromkeys(HEADS, STEPS)}
            store.set_status(run.id, "done", step=STEPS, result=result)
