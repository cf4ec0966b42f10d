"""`fast` against the notebook of 2019, and our loop against plain `fit`, in CPU seconds of one run."""

import statistics
import time
from dataclasses import replace
from typing import Any

from benchmarks.table import Row, show
from model.heads import HEADS
from model.networks import build
from training.dataset import Dataset, dataset
from training.engine.task import load_tensorflow, trainer_for
from training.local_run import train
from training.loop.loop import Loop
from training.presets import PRESETS
from training.settings import RunSettings

V3 = replace(PRESETS["coursework-v3"].settings, split="coursework")
SEEDS = range(5)


def rows() -> list[Row]:
    load_tensorflow()
    data = dataset(V3)
    notebook = fit_seconds(V3, data)
    ours = loop_seconds(V3, data)
    reports = [train(replace(PRESETS["fast"].settings, seed=seed), quiet=True)[0] for seed in SEEDS]
    fast = statistics.median(report["cpu_s"] for report in reports)
    worst = statistics.median(min(report["test"].values()) for report in reports)
    return [
        Row("v3 as in 2019, plain fit, 15 epochs", notebook, "CPU s"),
        Row("v3 through our loop, with its points", ours, "CPU s", ours / notebook, "<= 1"),
        Row("fast, from pictures to test scores, median of 5 seeds", fast, "CPU s", fast / notebook, "<= 0.04"),
        Row("fast, worst score on the honest test, median of 5 seeds", worst, "share", target=">= 0.999"),
    ]


def fit_seconds(settings: RunSettings, data: Dataset) -> float:
    """CPU seconds of `fit` as the notebook did it, validation part and all."""
    network = compiled(settings)
    started = time.process_time()
    network.fit(
        *for_fit(data, data.parts.training),
        batch_size=settings.batch_size,
        epochs=int(settings.epochs),
        validation_data=for_fit(data, data.parts.validation),
        verbose=0,
    )
    return time.process_time() - started


def compiled(settings: RunSettings) -> Any:
    """The network, compiled as the notebook did it."""
    import keras

    network = build(settings.network, settings.seed)
    losses = {name: head.loss for name, head in HEADS.items()}
    network.compile(
        keras.optimizers.Adam(settings.learning_rate),
        loss=losses,
        loss_weights=settings.weights,
        metrics=dict.fromkeys(HEADS, "accuracy"),
    )
    return network


def for_fit(data: Dataset, rows: Any) -> tuple[Any, dict[str, Any]]:
    import keras

    targets = {name: data.labels[rows, i] for i, name in enumerate(HEADS)}
    targets["angle"] = keras.utils.to_categorical(targets["angle"], 12)
    return data.pictures[rows].astype("float32"), targets


def loop_seconds(settings: RunSettings, data: Dataset) -> float:
    """CPU seconds of the same training through our loop, every point kept."""
    from training.local_run import PointRecorder

    trainer = trainer_for(settings)
    started = time.process_time()
    Loop(settings, data, trainer, PointRecorder(quiet=True)).run()
    return time.process_time() - started


if __name__ == "__main__":
    show("Training", rows())
