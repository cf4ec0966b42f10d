"""A run as a task of a worker: settings come from the store, everything that happens goes there."""

import os
import time
from functools import lru_cache
from typing import Any

from model.saving import artefacts
from runs.records import Control
from runs.store import Store
from training.dataset import Dataset, dataset
from training.listener import Quiet
from training.loop import Loop, Outcome
from training.presets import PRESETS
from training.result import first_solved, test_scores
from training.settings import RunSettings
from training.trainer import Trainer


def warm_up() -> None:
    """Load TensorFlow, make the default preset's pictures and trace its steps, so that a first run starts at once."""
    use_one_thread()
    settings = PRESETS["fast"].settings
    Loop(settings, dataset(settings), trainer_for(settings), _OneChunk()).run()


def use_one_thread() -> None:
    """One TensorFlow thread per process: the cheapest in CPU seconds, and runs repeat bit for bit.

    Must be called before the first operation; the environment may ask for more.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")


def trainer_for(settings: RunSettings) -> Trainer:
    """A trainer with the settings' initial weights; its traced functions are kept for the next run of the same kind."""
    trainer = _traced(settings.network, settings.beta_2)
    trainer.reset(settings)
    return trainer


@lru_cache(maxsize=4)
def _traced(network: str, beta_2: float) -> Trainer:
    return Trainer(RunSettings(preset=network, network=network, beta_2=beta_2))


def train_run(run_id: str, store_url: str) -> None:
    """Train a run of the store, from its last checkpoint if it has one, and leave the result there."""
    with Store(store_url) as store:
        record = store.run(run_id)
        if record is None:
            return
        settings = RunSettings.from_json(record.settings)
        data, trainer = dataset(settings), trainer_for(settings)
        loop = Loop(settings, data, trainer, StoreListener(store, run_id))
        _resume(loop, store, run_id)
        store.set_status(run_id, "running", step=loop.step, total_steps=loop.total_steps)
        cpu = time.process_time()
        outcome = loop.run()
        _leave_result(store, run_id, settings, data, trainer, outcome, time.process_time() - cpu)


def _resume(loop: Loop, store: Store, run_id: str) -> None:
    saved = store.checkpoint(run_id)
    if saved is not None:
        loop.step, state = saved
        loop.trainer.load_state(state)
        shown = [point["seconds"] for point in store.points(run_id) if point["step"] <= loop.step]
        loop.seconds = shown[-1] if shown else 0.0


def _leave_result(
    store: Store, run_id: str, settings: RunSettings, data: Dataset, trainer: Trainer, outcome: Outcome, cpu: float
) -> None:
    result: dict[str, Any] = {
        "seconds": outcome.seconds,
        "cpu_s": cpu,
        "first_solved": first_solved(store.points(run_id)),
    }
    if outcome.status != "diverged":
        result["test"] = test_scores(trainer, data)
        for name, file in artefacts(trainer.network, settings.to_json()).items():
            store.save_artefact(run_id, name, file)
    store.set_status(
        run_id, outcome.status, outcome.message, step=outcome.step, total_steps=outcome.total_steps, result=result
    )


class StoreListener:
    """Writes a run into the store and reads what its watchers ask for."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store, self._run = store, run_id

    def control(self) -> Control:
        return self._store.control(self._run)

    def paused(self, step: int) -> None:
        self._store.set_status(self._run, "paused", step=step)

    def resumed(self) -> None:
        self._store.set_status(self._run, "running")

    def point(self, point: dict[str, Any]) -> None:
        self._store.add_points(self._run, [point])

    def weights_changed(self, step: int, old: dict[str, float], new: dict[str, float]) -> None:
        changes = [f"{head} {old[head]:g} → {new[head]:g}" for head in new if new[head] != old[head]]
        self._store.add_mark(self._run, step, ", ".join(changes))

    def checkpoint(self, step: int, state: bytes) -> None:
        self._store.save_checkpoint(self._run, step, state)


class _OneChunk(Quiet):
    """Stops after the first chunk: enough to trace everything."""

    def __init__(self) -> None:
        self._begun = False

    def control(self) -> Control:
        begun, self._begun = self._begun, True
        return Control(state="stop" if begun else "run")
