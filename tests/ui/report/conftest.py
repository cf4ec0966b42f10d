"""Runs as a report knows them, made from plain numbers; and the shipped network `fast`, judged once."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from data.labels import CLASS_COUNTS
from model.evaluate import evaluate
from model.heads import HEADS
from training.catalogue import Catalogue
from training.presets import PRESETS
from training.results.own_evaluation import own_evaluation
from training.run import Run
from ui.report.collect import run_facts, with_evaluation
from ui.report.facts import Facts, RunFacts

FAST = PRESETS["fast"].settings
MOMENT = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def make_run():
    def make(label="A", settings=FAST, result=None, status="done", **facts):
        record = Run(
            id=f"id{label}", name=f"run {label}", status=status, settings=settings.to_json(), created=MOMENT,
            started=MOMENT, ended=MOMENT, heartbeat=None, message="", step=400, total_steps=400, result=result,
        )  # fmt: skip
        return RunFacts(label=label, record=record, **facts)

    return make


@pytest.fixture(scope="session")
def make_evaluation():
    """What heads said of pictures, each as sure as `confidence`, a number or per picture `(n,)`."""

    def make(said, labels, confidence=0.9):
        probabilities = {}
        for i, (head, count) in enumerate(zip(HEADS, CLASS_COUNTS, strict=True)):
            sure = np.broadcast_to(confidence, len(said))[:, None]
            values = np.repeat((1 - sure) / (count - 1), count, axis=1)
            np.put_along_axis(values, said[:, [i]], sure, axis=1)
            probabilities[head] = values
        return evaluate(probabilities, labels)

    return make


@pytest.fixture(scope="session")
def make_labels():
    def make(count, seed=0):
        return np.random.default_rng(seed).integers(0, CLASS_COUNTS, (count, len(HEADS)))

    return make


@pytest.fixture(scope="session")
def make_result():
    def make(scores=(1.0, 1.0, 1.0, 0.9), exact=0.9, steps=(40, 50, 60, 400), seconds=2.0):
        test = dict(zip(HEADS, scores, strict=True)) | {"average": sum(scores) / 4, "exact": exact}
        return {"test": test, "first_solved": dict(zip(HEADS, steps, strict=True)), "seconds": seconds}

    return make


@pytest.fixture(scope="session")
def make_facts():
    def make(*runs, every=()):
        return Facts(created=MOMENT, version="1.2.3", runs=runs, all_runs=every)

    return make


@pytest.fixture(scope="session")
def fast():
    """The network that comes with the project, on its test part, as a run of its own."""
    networks = Catalogue()
    run = with_evaluation(run_facts("fast", networks), lambda run: own_evaluation(networks.get("fast")))
    return replace(run, record=replace(run.record, created=MOMENT, id="run1", name="Größe"))
