"""What gradient diagnostics, the Jacobian methods and watchers cost the worker, as ratios in one run."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np

from benchmarks.table import Row, show
from benchmarks.training import compiled, for_fit
from training.dataset import Dataset, dataset
from training.engine.task import load_tensorflow, trainer_for
from training.loop.gradient_probe import AFTER_CHANGE, GradientProbe
from training.loop.loop import Loop
from training.loop.trainer import DataTensors
from training.presets import PRESETS
from training.settings import RunSettings

V3 = PRESETS["coursework-v3"].settings
ROUNDS = 3  # taken in turn; the quickest counts, as the machine is shared
JACOBIAN = ("gradnorm", "pcgrad", "upgrad", "nash")
WATCHERS = 4
ON_LAST_LAYER = JACOBIAN[1:]  # those that can measure there


def rows() -> Iterator[Row]:
    load_tensorflow()
    data = dataset(V3)
    plain, looked = _looking(V3, data, steps=80, every=10)
    yield Row("v3, manual, 80 steps, with a look every 10 steps", looked, "CPU s", looked / plain, "<= 1.15")
    plain, followed = _followed(V3, data)
    yield Row("v3, the 20 steps after a change of weights", followed, "CPU s", followed / plain)
    yield from _steps(replace(V3, batch_size=256), data)
    yield Row("speed that four watching sessions cost the worker", _watched_share(), "share", target="< 0.03")


def _steps(settings: RunSettings, data: Dataset) -> Iterator[Row]:
    """What a step of each method costs."""
    steps, unit = 12, "CPU ms"
    manual, *others = _methods(settings, data, steps)
    for name, seconds in zip(JACOBIAN, others, strict=True):
        yield Row(f"v3, {name} at batch 256, a step", 1000 * seconds, unit, seconds / manual, "<= 2.0")
    manual, *others = _methods(settings, data, steps, every=1)
    dearest = max(others)
    yield Row("the dearest of these where every step measures the gradients", 1000 * dearest, unit, dearest / manual)
    manual, *others = _methods(settings, data, steps, ON_LAST_LAYER, measure_on=1)
    what = "the dearest of PCGrad, UPGrad and Nash-MTL on the last shared layer"
    yield Row(what, 1000 * max(others), unit, max(others) / manual)
    plain = _fit(settings, data, steps)
    yield Row("v3, plain fit at batch 256, a step; that dearest one against it", 1000 * plain, unit, dearest / plain)


def _looking(settings: RunSettings, data: Dataset, steps: int, every: int) -> tuple[float, float]:
    """CPU seconds of so many steps without and with looks, points and all."""
    from training.local_run import PointRecorder

    best = {None: np.inf, every: np.inf}
    settings = replace(settings, epochs=steps * settings.batch_size / len(data.parts.training))
    for _ in range(ROUNDS):
        for probe in best:
            trainer = trainer_for(settings)
            GradientProbe(trainer, data).gradients()  # traced before the clock starts
            started = time.process_time()
            Loop(settings, data, trainer, PointRecorder(quiet=True, probe=probe)).run()
            best[probe] = min(best[probe], time.process_time() - started)
    return best[None], best[every]


def _followed(settings: RunSettings, data: Dataset) -> tuple[float, float]:
    """CPU seconds of the steps after a change of weights: as usual, and split by head."""
    count, trainer, held = max(AFTER_CHANGE), trainer_for(settings), DataTensors(data.pictures, data.labels)
    rows = np.resize(data.parts.training, (count, settings.batch_size)).astype(np.int32)
    rates, probe = np.full(count, 1e-3, np.float32), GradientProbe(trainer, data)
    take = partial(trainer.train, held)
    take(rows[:1], rates[:1])  # traced before the clock starts
    started = time.process_time()
    take(rows, rates)
    plain = time.process_time() - started
    probe.watch_change(probe.gradients())
    started = time.process_time()
    probe.follow(take, rows, rates, due=count)
    return plain, time.process_time() - started


def _fit(settings: RunSettings, data: Dataset, steps: int) -> float:
    """CPU seconds of a step of plain `fit`, without validation."""
    network, best = compiled(settings), np.inf
    given = for_fit(data, data.parts.training[: steps * settings.batch_size])
    for turn in range(ROUNDS + 1):  # the first one traces
        started = time.process_time()
        network.fit(*given, batch_size=settings.batch_size, epochs=1, verbose=0)
        if turn:
            best = min(best, (time.process_time() - started) / steps)
    return best


def _methods(
    settings: RunSettings, data: Dataset, steps: int, methods: Sequence[str] = JACOBIAN, **parameters: float
) -> list[float]:
    """CPU seconds of a step, mean of all: manual, then each of the methods, taken in turn."""
    held = DataTensors(data.pictures, data.labels)
    rows = data.parts.training[: steps * settings.batch_size].reshape(steps, -1).astype(np.int32)
    rates = np.full(steps, 1e-3, np.float32)
    best = dict.fromkeys(("manual", *methods), np.inf)
    for turn in range(ROUNDS + 1):  # the first one traces
        for name in best:
            given = parameters if name in methods else {}
            trainer = trainer_for(replace(settings, method=name, method_parameters=given))
            trainer.train(held, rows[:1], rates[:1])
            started = time.process_time()
            trainer.train(held, rows, rates)
            if turn:
                best[name] = min(best[name], (time.process_time() - started) / steps)
    return list(best.values())


def _watched_share() -> float:
    """How much more processor time a run takes while four sessions of a server read its points."""
    from training.engine.task import StoreListener
    from training.run_store import RunStore

    settings = PRESETS["fast"].settings
    data = dataset(settings)
    with tempfile.TemporaryDirectory() as folder, RunStore(f"sqlite:///{folder}/runs.db") as store:
        best = {False: np.inf, True: np.inf}
        for _ in range(ROUNDS):
            for watched in best:
                run_id = store.create_run("watched", settings.to_json())
                store.claim_next("benchmark")
                store.set_status(run_id, "running", total_steps=1_000)
                with _watching(store.url, run_id) if watched else nullcontext():
                    trainer = trainer_for(settings)
                    started = time.process_time()
                    Loop(settings, data, trainer, StoreListener(store, run_id)).run()
                    best[watched] = min(best[watched], time.process_time() - started)
    return max(0.0, best[True] / best[False] - 1)


@contextmanager
def _watching(url: str, run_id: str) -> Iterator[None]:
    """Sessions of a server, which is another process, watch a run until the block ends."""
    context = get_context("spawn")
    ready, ended, seen = context.Event(), context.Event(), context.Value("i", 0)
    server = context.Process(target=_watch, args=(url, run_id, ready, ended, seen), daemon=True)
    server.start()
    if not ready.wait(60):
        raise SystemExit("The sessions that watch did not start.")
    yield
    ended.set()
    server.join()
    if not seen.value:
        raise SystemExit("A session that watches has not seen the run.")


def _watch(url: str, run_id: str, ready: Any, ended: Any, seen: Any) -> None:
    """Read a run three times a second in each session; `seen` gets how often the least of them saw points."""
    from training.run_store import RunStore
    from ui.shared.run_view import RunReader

    def look(_: int) -> int:
        looks = 0
        while not ended.wait(1 / 3):
            looks += (view := reader.view()) is not None and bool(view.points)
        return looks

    with RunStore(url) as store, ThreadPoolExecutor(WATCHERS) as pool:
        reader = RunReader(run_id, store)
        ready.set()
        seen.value = min(pool.map(look, range(WATCHERS)))


if __name__ == "__main__":
    show("Balancing", rows())
