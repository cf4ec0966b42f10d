"""Where the files of trained networks lie: in a store, or among those that come with the project."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from model.predict.predictor import SHIPPED
from runs.history import HistoryPoint, read_history
from runs.records import RunNotFound, Snapshot
from runs.unavailable import StoreUnavailable
from training.results.scores import first_solved
from training.results.stored_evaluation import EVALUATION_FILE
from training.run import Run
from training.run_store import RunStore

LITERT_FILE, WEIGHTS_FILE = "network.tflite", "weights.npz"
SHIPPED_AS = {LITERT_FILE: "tflite", WEIGHTS_FILE: "weights.npz"}  # file of a run -> suffix of the shipped file
BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)  # when the shipped networks were made, for lists by time


class NetworkFiles(Protocol):
    """What a network has left."""

    def names(self) -> list[str]: ...
    def file(self, name: str) -> bytes | None: ...
    def points(self) -> list[HistoryPoint]: ...
    def marks(self) -> list[dict[str, Any]]: ...
    def snapshots(self) -> list[Snapshot]: ...
    def snapshot(self, snapshot: Snapshot) -> bytes | None: ...
    def keep(self, name: str, content: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """Of a run of a store."""

    store: RunStore
    run_id: str

    def names(self) -> list[str]:
        return self.store.artefact_names(self.run_id)

    def file(self, name: str) -> bytes | None:
        try:
            return self.store.artefact(self.run_id, name)
        except RunNotFound:  # it was forgotten meanwhile
            return None

    def points(self) -> list[HistoryPoint]:
        return self.store.points(self.run_id)

    def marks(self) -> list[dict[str, Any]]:
        return self.store.marks(self.run_id)

    def snapshots(self) -> list[Snapshot]:
        return self.store.snapshots(self.run_id)

    def snapshot(self, snapshot: Snapshot) -> bytes | None:
        return self.store.snapshot(self.run_id, snapshot)

    def keep(self, name: str, content: bytes) -> None:
        """Keep a file that can be computed again, if the store takes it."""
        with suppress(RunNotFound, StoreUnavailable):
            self.store.save_artefact(self.run_id, name, content)


@dataclass(frozen=True, slots=True)
class ShippedFiles:
    """Of a network that comes with the project; `training.ship_networks` writes them."""

    network: str

    def path(self, name: str) -> Path:
        return SHIPPED / f"{self.network}.{SHIPPED_AS[name]}"

    def names(self) -> list[str]:
        return list(SHIPPED_AS)

    def file(self, name: str) -> bytes | None:
        if name == EVALUATION_FILE:
            return self.evaluation.read_bytes() if self.evaluation.exists() else None
        return self.path(name).read_bytes() if name in SHIPPED_AS else None

    @property
    def evaluation(self) -> Path:
        return SHIPPED / f"{self.network}.{EVALUATION_FILE}"

    def keep(self, name: str, content: bytes) -> None:
        """What comes with the project stays as it is."""

    def points(self) -> list[HistoryPoint]:
        curve = SHIPPED / f"{self.network}.curve.json"
        return read_history(curve.read_text()) if curve.exists() else []

    def marks(self) -> list[dict[str, Any]]:
        return []

    def snapshots(self) -> list[Snapshot]:
        return []

    def snapshot(self, snapshot: Snapshot) -> None:
        return None

    def run(self) -> Run:
        """The run that it came from, as its description and its curve tell."""
        return _shipped_run(self.network)


@lru_cache(maxsize=8)
def _shipped_run(name: str) -> Run:
    description = json.loads((SHIPPED / f"{name}.json").read_text())
    report, points = description["report"], ShippedFiles(name).points()
    step, seconds = (points[-1].step, points[-1].seconds) if points else (0, report["cpu_s"])
    solved = first_solved(points) if points else {}
    return Run(
        id=name, name=name, status="done", settings=description["settings"], created=BEFORE_ALL, started=None,
        ended=None, heartbeat=None, message=report["message"], step=step, total_steps=step,
        result={
            "test": report["test"], "test_pictures": report["test_pictures"],
            "seconds": seconds, "first_solved": solved,
        },
    )  # fmt: skip
