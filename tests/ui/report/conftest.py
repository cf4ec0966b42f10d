"""Runs as a report knows them, made from plain numbers; and the shipped network `fast`, judged once."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from data.labels import CLASS_COUNTS
from model.evaluate import evaluate
from model.heads import HEADS
from model.predict import shipped
from runs.records import RunRecord
from training.presets import PRESETS
from ui.report.facts import Facts, RunFacts
from ui.report.gather import judged, judged_by, shipped_facts

FAST = PRESETS["fast"].settings
MOMENT = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def made_run(label="A", settings=FAST, result=None, status="done", **facts):
    record = RunRecord(
        id=f"id{label}", name=f"run {label}", status=status, settings=settings.to_json(), created=MOMENT,
        started=MOMENT, ended=MOMENT, heartbeat=None, message="", step=400, total_steps=400, result=result,
    )  # fmt: skip
    return RunFacts(label=label, record=record, settings=settings, **facts)


def made_evaluation(said, labels, confidence=0.9):
    """What heads said of pictures, each as sure as `confidence`, a number or per picture `(n,)`."""
    probabilities = {}
    for i, (head, count) in enumerate(zip(HEADS, CLASS_COUNTS, strict=True)):
        sure = np.broadcast_to(confidence, len(said))[:, None]
        values = np.repeat((1 - sure) / (count - 1), count, axis=1)
        np.put_along_axis(values, said[:, [i]], sure, axis=1)
        probabilities[head] = values
    return evaluate(probabilities, labels)


def made_labels(count, seed=0):
    return np.random.default_rng(seed).integers(0, CLASS_COUNTS, (count, len(HEADS)))


def made_result(scores=(1.0, 1.0, 1.0, 0.9), exact=0.9, steps=(40, 50, 60, 400), seconds=2.0):
    test = dict(zip(HEADS, scores, strict=True)) | {"average": sum(scores) / 4, "exact": exact}
    return {"test": test, "first_solved": dict(zip(HEADS, steps, strict=True)), "seconds": seconds}


def made_facts(*runs, every=()):
    return Facts(made=MOMENT, version="1.2.3", runs=runs, every=every)


@pytest.fixture(name="make_run", scope="session")
def make_run_fixture():
    return made_run


@pytest.fixture(name="make_evaluation", scope="session")
def make_evaluation_fixture():
    return made_evaluation


@pytest.fixture(name="make_labels", scope="session")
def make_labels_fixture():
    return made_labels


@pytest.fixture(name="make_result", scope="session")
def make_result_fixture():
    return made_result


@pytest.fixture(name="make_facts", scope="session")
def make_facts_fixture():
    return made_facts


@pytest.fixture(scope="session")
def fast():
    """The network that comes with the project, on its test part, as a run of its own."""
    run = judged(shipped_facts("fast"), lambda run: judged_by(shipped("fast"), run.settings))
    return replace(run, record=replace(run.record, created=MOMENT, id="run1", name="Größe"))
