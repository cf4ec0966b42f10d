"""A run as a task of a worker: settings come from the store, everything that happens goes there."""

import os
import sys
import time
from collections.abc import Callable, Set
from dataclasses import replace
from typing import Any

from model.heads import HEADS
from model.saving import artefacts, load_weights
from runs.history import HistoryPoint
from runs.records import Control
from training.dataset import dataset
from training.engine.heartbeat import beating, patient
from training.loop.callbacks import NullCallback
from training.loop.lockstep import run_together
from training.loop.loop import Loop, Outcome
from training.loop.snapshots import PARAMETERS_AT_MOST
from training.loop.trainer import Trainer, trace_key
from training.loop.variable_groups import NETWORK_PARTS, TRUNK
from training.presets import PRESETS
from training.pretrained import first_weights
from training.results.scores import first_solved, output_scores, test_outputs
from training.results.stored_evaluation import EVALUATION_FILE, ended_run_file
from training.run_store import RunStore
from training.settings import RunSettings

_KERAS_EXTRAS = {"matplotlib", "pandas", "sklearn"}
TRAINERS_KEPT = 6
_traced: dict[tuple[Any, ...], Trainer] = {}  # by kind and lane, the one used last at the end


def warm_up_training() -> None:
    """Load TensorFlow, make the default preset's pictures and trace its steps, so that a first run starts at once."""
    load_tensorflow()
    settings = PRESETS["fast"].settings
    Loop(settings, dataset(settings), trainer_for(settings), _OneChunk()).run()


def load_tensorflow() -> None:
    """TensorFlow with one thread per process: the cheapest in CPU seconds, and runs repeat bit for bit.

    And oneDNN's convolutions everywhere: TensorFlow takes them by itself only on processors with AVX-512; on others
    they make `coursework-v3` three times as fast. The environment wins. Without what Keras would load to draw and to
    look like scikit-learn, which is a third of the start.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    hidden = _KERAS_EXTRAS - sys.modules.keys()
    sys.modules.update(dict.fromkeys(hidden))  # pyrefly: ignore[no-matching-overload]  # None: it cannot be imported
    try:
        import tensorflow  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def trainer_for(settings: RunSettings, lane: int = 0, weights: bytes | None = None) -> Trainer:
    """A trainer with the settings' initial weights; its traced functions are kept for the next run of the same kind.

    Args:
        lane: Runs that are trained side by side need trainers of their own.
        weights: To start from instead, as `model.saving` writes them.
    """
    kind = (*trace_key(settings), lane)
    trainer = _traced.pop(kind, None) or Trainer(settings)
    _traced[kind] = trainer  # the newest is last
    if len(_traced) > TRAINERS_KEPT:
        _traced.pop(next(iter(_traced)))
    trainer.reset(settings)
    if weights is not None:
        load_weights(trainer.network, weights)
    return trainer


def train_run(run_id: str, store_url: str) -> None:
    """Train a run of the store and its rivals, each from its last checkpoint if it has one, and leave the results."""
    with RunStore(store_url) as opened:
        store = patient(opened)
        attempts = {
            lane_id: record.attempt
            for lane_id in (run_id, *store.rivals(run_id))
            if (record := store.run(lane_id)) and not record.finished
        }
        runs: dict[str, Loop] = {}
        lost: set[str] = set()  # runs that another worker has now
        cpu = time.process_time()

        def beat() -> None:
            mine = list(attempts.items())  # a run of a race may end meanwhile
            lost.update(lane_id for lane_id, attempt in mine if not opened.beat_run(lane_id, attempt))

        def ended(loop: Loop, outcome: Outcome) -> None:
            lane_id = next(name for name, known in runs.items() if known is loop)
            if outcome.status != "suspended":
                _leave_result(store, lane_id, attempts[lane_id], loop, outcome, time.process_time() - cpu)
            del attempts[lane_id]

        with beating(beat):
            for lane, lane_id in enumerate(list(attempts)):
                runs[lane_id] = _loop(store, lane_id, lane, runs.get(run_id), lost)
            run_together(list(runs.values()), ended)


def _loop(store: RunStore, run_id: str, lane: int, leader: Loop | None, lost: Set[str]) -> Loop:
    """The run as it stands in the store, ready to go on; beside its leader, if it has one."""
    record = store.run(run_id)
    assert record is not None
    settings = record.settings.trainable()
    weights = None if store.checkpoint(run_id) else first_weights(settings, store)
    trainer = trainer_for(settings, lane, weights)
    leads = leader.listener if leader else None
    assert leads is None or isinstance(leads, StoreListener)
    small = trainer.network.count_params() <= PARAMETERS_AT_MOST
    listener = StoreListener(store, run_id, leads, lost, snapshots=small and not record.search)
    loop = Loop(settings, dataset(settings, store), trainer, listener)
    _resume(loop, store, run_id)
    store.set_status(run_id, "running", step=loop.step, total_steps=loop.total_steps)
    return loop


def _resume(loop: Loop, store: RunStore, run_id: str) -> None:
    saved = store.checkpoint(run_id)
    if saved is not None:
        loop.step, state = saved
        loop.trainer.load_state(state)
        shown = [point for point in store.points(run_id) if point.step <= loop.step]
        loop.seconds = (shown[-1].seconds or 0.0) if shown else 0.0
        loop.validations = [point.validation_loss for point in shown if point.validation_loss]
        loop.first_loss = loop.validations[0] if loop.validations else {}


def _leave_result(store: RunStore, run_id: str, attempt: int | None, loop: Loop, outcome: Outcome, cpu: float) -> None:
    """Raises `RunTakenOver` if another worker has the run by now: a test of the network may take longer than that."""
    files: dict[str, bytes] = {}
    result: dict[str, Any] = {
        "seconds": outcome.seconds,
        "cpu_s": cpu,
        "first_solved": first_solved(store.points(run_id)),
    }
    if outcome.status != "diverged":
        outputs = test_outputs(loop.trainer, loop.data)
        result["test"] = output_scores(outputs, loop.data.labels[loop.data.parts.test])
        result["test_pictures"] = len(loop.data.parts.test)
        files = artefacts(loop.trainer.network, loop.settings.to_json())
        if evaluation := ended_run_file(outputs, loop.data, loop.settings):
            files[EVALUATION_FILE] = evaluation
    if not store.beat_run(run_id, attempt):
        raise RunTakenOver(run_id)
    for name, file in files.items():
        store.save_artefact(run_id, name, file)
    store.set_status(
        run_id, outcome.status, outcome.message, step=outcome.step, total_steps=outcome.total_steps, result=result
    )


class RunTakenOver(Exception):  # noqa: N818 (reads as what happened)
    """The run has ended without this worker, or another one has it."""


class StoreListener:
    """Writes a run into the store and reads what its watchers ask for.

    Args:
        leader: Of the run that this one races, whose state, pace and looks hold for this one too. What it has obeyed
            counts, not what was asked since: else one could pause a step before the other, which then waits for it.
        lost: Ids of runs that another worker has now.
        snapshots: Whether to keep those.
    """

    def __init__(
        self,
        store: RunStore,
        run_id: str,
        leader: "StoreListener | None" = None,
        lost: Set[str] = frozenset(),
        *,
        snapshots: bool = True,
    ) -> None:
        self._store, self._run, self._leader, self._lost, self._snapshots = store, run_id, leader, lost, snapshots
        self._obeyed: Control | None = None
        self._thinned = False  # a resumed run forgets where it stopped before
        self._suspended = False

    def control(self) -> Control:
        """What the user asks of the run. Raises `RunTakenOver` if it is no longer this worker's."""
        if self._run in self._lost:
            raise RunTakenOver(self._run)
        own = self._store.control(self._run)
        if self._leader is None:
            self._obeyed = own
            return own
        leader = self._store.run(self._leader._run)
        ended = leader is None or leader.finished
        if leader is None or (ended and leader.status != "stopped"):
            return own  # it came to its end; this one goes on to its own
        leads = (None if ended else self._leader._obeyed) or self._store.control(leader.id)
        state = "stop" if "stop" in (own.state, leads.state) else leads.state
        return replace(own, state=state, until=leads.until, pace=leads.pace, probe=leads.probe)

    def paused(self, step: int) -> None:
        self._store.set_status(self._run, "paused", step=step)

    def suspend(self) -> bool:
        """The runs of a race are suspended together, by the leader."""
        leader_did = self._leader is not None and self._leader._suspended
        self._suspended = leader_did or self._store.suspend_run(self._run)
        return self._suspended

    def resumed(self) -> None:
        self._store.set_status(self._run, "running")

    def point(self, point: HistoryPoint) -> None:
        self._store.add_points(self._run, [point])

    def weights_changed(self, step: int, old: dict[str, float], new: dict[str, float]) -> None:
        changes = [f"{head} {old[head]:g} → {new[head]:g}" for head in new if new[head] != old[head]]
        self._store.add_mark(self._run, step, ", ".join(changes))

    def frozen(self, step: int, parts: frozenset[str]) -> None:
        self._store.add_mark(self._run, step, _frozen_words(parts))

    def checkpoint(self, step: int, state: bytes) -> None:
        self._store.save_checkpoint(self._run, step, state)

    def snapshot(self, step: int, interval: int, weights: Callable[[], bytes]) -> None:
        if not self._snapshots:
            return
        if not self._thinned:
            self._store.thin_snapshots(self._run, interval)
            self._thinned = True
        self._store.save_snapshot(self._run, step, weights())


def _frozen_words(parts: frozenset[str]) -> str:
    if not parts:
        return "nothing frozen"
    awake = [head for head in HEADS if head not in parts]
    if len(awake) == 1:
        return f"{awake[0]} alone" + (", trunk frozen" if TRUNK in parts else "")
    return f"frozen: {', '.join(part for part in NETWORK_PARTS if part in parts)}"


class _OneChunk(NullCallback):
    """Stops after the first chunk, with gradient diagnostics: enough to trace everything."""

    def __init__(self) -> None:
        self._begun = False

    def control(self) -> Control:
        begun, self._begun = self._begun, True
        return Control(state="stop" if begun else "run", probe=1)
