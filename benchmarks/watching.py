"""What thirty people who watch a live run cost the server."""

import asyncio
import statistics
import threading

import psutil

from benchmarks.server import Served, served
from benchmarks.sessions import Session
from benchmarks.table import Row, show
from model.heads import HEADS
from runs.history import HistoryPoint
from training.presets import PRESETS
from training.run_store import RunStore

SESSIONS, LOOKS, EVERY = 30, 20, 1.0  # watchers, looks of each, seconds between them
POINTS_A_SECOND = 10


def rows() -> list[Row]:
    with served() as server:
        run_id = server.store.create_run("watched", PRESETS["fast"].settings.to_json())
        server.store.claim_next("benchmark")
        server.store.set_status(run_id, "running", total_steps=1_000_000)
        ended = threading.Event()
        writer = threading.Thread(target=_write, args=(server.store, run_id, ended))
        writer.start()
        try:
            share, seconds = asyncio.run(_watch(server, run_id))
        finally:
            ended.set()
            writer.join()
    return [
        Row(
            f"{SESSIONS} sessions at {1 / EVERY:g} Hz: the server's share of one core",
            share,
            "of 1 core",
            target="<= 0.4",
        ),
        Row("time from a look to its answer, median", 1000 * statistics.median(seconds), "ms"),
        Row("time from a look to its answer, 95 %", 1000 * statistics.quantiles(seconds, n=20)[-1], "ms"),
    ]


async def _watch(server: Served, run_id: str) -> tuple[float, list[float]]:
    """The server's CPU seconds per second while the sessions look, and how long every look took."""
    sessions = [Session(server.url, "train", f"run={run_id}") for _ in range(SESSIONS)]
    process = psutil.Process(server.process.pid)
    watching = [asyncio.create_task(_late(session, i * EVERY / SESSIONS)) for i, session in enumerate(sessions)]
    await asyncio.sleep(5 * EVERY)  # all pages are open
    before = process.cpu_times()
    await asyncio.sleep((LOOKS - 8) * EVERY)
    after = process.cpu_times()
    await asyncio.gather(*watching)
    used = after.user + after.system - before.user - before.system
    seconds = [second for session in sessions for second in session.seconds]
    if len(seconds) < 0.9 * SESSIONS * LOOKS:
        raise SystemExit(
            f"The page has no live part: {len(seconds)} looks were answered instead of {SESSIONS * LOOKS}."
        )
    return used / ((LOOKS - 8) * EVERY), seconds


async def _late(session: Session, delay: float) -> None:
    await asyncio.sleep(delay)
    await session.watch(LOOKS, EVERY)


def _write(store: RunStore, run_id: str, ended: threading.Event) -> None:
    """Add points as a worker does."""
    step = 0
    while not ended.wait(1 / POINTS_A_SECOND):
        store.add_points(run_id, [point(step)])
        step += 20


def point(step: int) -> HistoryPoint:
    """As a worker reports it."""
    even = dict.fromkeys(HEADS, 1 / (1 + step / 500))
    return HistoryPoint(
        step=step,
        epoch=step / 1000,
        seconds=step / 300,
        rate=10_000.0,
        learning_rate=1e-3,
        weights=dict.fromkeys(HEADS, 1.0),
        total_loss=4.0,
        loss=even,
        accuracy=even,
        exact_match=0.5,
        validation_loss=even,
        validation_accuracy=even,
        validation_exact_match=0.5,
    )


if __name__ == "__main__":
    show("Watching", rows())
