"""A run in this process, for terminal commands and benchmarks: no engine, no store of runs."""

import time
from typing import Any

from runs.history import HistoryPoint, write_history
from runs.records import Control
from training.dataset import Dataset, dataset
from training.loop.callbacks import NullCallback
from training.pretrained import first_weights
from training.run_store import RunStore
from training.settings import RunSettings


def train(settings: RunSettings, quiet: bool, probe: int | None = None) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Train in this process; returns the report that `--json` prints, and the files that `--out` writes.

    Args:
        probe: Diagnose the gradients every so many steps.
    """
    from model.saving import artefacts
    from training.engine.task import load_tensorflow, trainer_for
    from training.loop.loop import Loop
    from training.results.scores import test_scores

    load_tensorflow()
    wall, cpu = time.perf_counter(), time.process_time()
    data, weights = _beginning(settings)
    trainer, curve = trainer_for(settings, weights=weights), PointRecorder(quiet, probe)
    outcome = Loop(settings, data, trainer, curve).run()
    report = {
        "preset": settings.preset,
        "seed": settings.seed,
        "split": settings.split,
        "epochs": settings.epochs,
        "parameters": trainer.network.count_params(),
        "wall_s": round(time.perf_counter() - wall, 3),
        "cpu_s": round(time.process_time() - cpu, 3),
        "status": outcome.status,
        "message": outcome.message,
        "test": test_scores(trainer, data),
        "test_pictures": len(data.parts.test),
    }
    files = artefacts(trainer.network, settings.to_json()) | {"curve.json": write_history(curve.points).encode()}
    return report, files


def _beginning(settings: RunSettings) -> tuple[Dataset, bytes | None]:
    """The pictures, and the weights that are started from, if not new ones."""
    if settings.start is None:
        return dataset(settings), None
    with RunStore() as store:
        return dataset(settings, store), first_weights(settings, store)


class PointRecorder(NullCallback):
    """Keeps the points and, unless quiet, prints a line for each that was validated."""

    def __init__(self, quiet: bool, probe: int | None = None) -> None:
        self.points: list[HistoryPoint] = []
        self._quiet = quiet
        self._control = Control(probe=probe)

    def control(self) -> Control:
        return self._control

    def point(self, point: HistoryPoint) -> None:
        self.points.append(point)
        if point.validation_accuracy and not self._quiet:
            heads = "  ".join(f"{name} {accuracy:.3f}" for name, accuracy in point.validation_accuracy.items())
            exact = point.validation_exact_match
            print(f"step {point.step:5}  epoch {point.epoch:5.2f}  {heads}  exact {exact:.3f}")
