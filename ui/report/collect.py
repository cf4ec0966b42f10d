"""Reads what a report is about: from the store, or from the networks that come with the project."""

import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from model.evaluate import Evaluation, evaluate
from model.predict import Predictor, shipped, shipped_names
from model.predict.predictor import SHIPPED, in_batches
from runs.home import REPOSITORY
from runs.records import RunNotFound, RunRecord
from runs.store import Store
from training.results.evaluation_sets import OWN, Part, part
from training.results.leaderboard import RUNS_AT_MOST, settings_of
from training.results.scores import first_solved
from training.settings import RunSettings, SettingsError
from ui.report.facts import NO_NETWORK, NOT_ENDED, OTHER_VERSION, Facts, RunFacts
from ui.report.side_by_side import letters

NETWORK_FILE = "network.tflite"
BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)  # of what comes with the project
Judge = Callable[[RunFacts], tuple[Part, Evaluation] | None]  # None: there is no network


def version() -> str:
    """Of LineHeads."""
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def run_facts(store: Store, run_id: str) -> RunFacts:
    """What is known of a run, or of a shipped network, before it is judged.

    Raises:
        RunNotFound: There is neither.
    """
    if run_id in shipped_names():
        return shipped_facts(run_id)
    record = store.run(run_id)
    if record is None:
        raise RunNotFound(run_id)
    return of_record(record, store.points(run_id), store.marks(run_id))


def of_record(record: RunRecord, points: list[dict[str, Any]], marks: list[dict[str, Any]]) -> RunFacts:
    """The same of a run that was read already."""
    return RunFacts(label=record.name, record=record, settings=settings_of(record), points=points, marks=marks)


def shipped_facts(name: str) -> RunFacts:
    """What stands on the card of a network that comes with the project."""
    card = json.loads((SHIPPED / f"{name}.json").read_text())
    curve = SHIPPED / f"{name}.curve.json"
    points = json.loads(curve.read_text()) if curve.exists() else []
    report = card["report"]
    solved = first_solved(points) if points else {}
    result = {"test": report["test"], "seconds": report["cpu_s"], "first_solved": solved}
    step = points[-1]["step"] if points else 0
    record = RunRecord(
        id=name, name=name, status="done", settings=card["settings"], created=BEFORE_ALL, started=None, ended=None,
        heartbeat=None, message=report["message"], step=step, total_steps=step, result=result,
    )  # fmt: skip
    return of_record(record, points, [])


def facts_of(
    runs: Sequence[RunFacts], judge: Judge, store: Store, tell: Callable[[float], None] = lambda share: None
) -> Facts:
    """Everything that the report of these runs is made from, but the maps.

    Args:
        runs: One or more.
        tell: Takes the share done, 0..1.
    """
    known = []
    for i, run in enumerate(runs):
        tell(i / len(runs))
        known.append(judged(run, judge))
    if len(known) > 1:
        known = [replace(run, label=letter) for run, letter in zip(known, letters(len(known)), strict=True)]
    return Facts(
        made=datetime.now(UTC),
        version=version(),
        runs=tuple(known),
        every=tuple(store.runs(RUNS_AT_MOST)),
        changed=frozenset(store.changed_runs()),
    )


def judged(run: RunFacts, judge: Judge) -> RunFacts:
    """The run with its network on its honest test part, or with a sentence on why there is no such thing."""
    if not run.record.finished:
        return replace(run, missing=NOT_ENDED)
    if run.settings is None:
        return replace(run, missing=OTHER_VERSION)
    try:
        found = judge(run)
    except SettingsError as error:
        return replace(run, missing=f"Its test pictures cannot be drawn again. {error}")
    return replace(run, part=found[0], evaluation=found[1]) if found else replace(run, missing=NO_NETWORK)


def judge_with(store: Store) -> Judge:
    """A judge that keeps nothing: for a terminal."""

    def judge(run: RunFacts) -> tuple[Part, Evaluation] | None:
        predictor = _predictor(store, run.record.id)
        return judged_by(predictor, run.settings) if predictor and run.settings else None

    return judge


def judged_by(predictor: Predictor, settings: RunSettings) -> tuple[Part, Evaluation]:
    """A network on the honest test part of its own run."""
    pictures = part(OWN, settings)
    return pictures, evaluate(in_batches(predictor, pictures.pictures), pictures.labels)


def _predictor(store: Store, run_id: str) -> Predictor | None:
    if run_id in shipped_names():
        return shipped(run_id)
    network = store.artefact(run_id, NETWORK_FILE)
    return Predictor(network) if network else None
