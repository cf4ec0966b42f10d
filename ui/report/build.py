"""A report out of what the app knows: its networks, its cache of judged ones, and a worker that draws maps."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from data.line import FRAME
from model.evaluate import Evaluation
from model.heads import HEADS
from training.catalogue import TrainedNetwork, UnknownNetworkError
from training.results.evaluation_sets import OWN, EvaluationPictures
from training.run import Run
from training.run_store import RunStore
from ui.report import collect
from ui.report.document import report_blocks
from ui.report.facts import AttributionMaps, Facts, RunFacts, no_maps_reason
from ui.report.html import report_html
from ui.report.mistakes import rows_to_map
from ui.report.pdf import report_pdf
from ui.shared import worker_query
from ui.shared.evaluated import evaluation_on
from ui.shared.store import catalogue, store

MAPS_PATIENCE = 60.0  # seconds that maps are waited for
_ATTRIBUTION: dict[str, Any] = {"method": "grad-cam", "randomised": False}
MAPS_TICK = 0.2  # seconds between two looks
MAPS_NEED_ENGINE = "No engine was running when this report was made, so it has no attribution maps."
TOO_LATE = "The attribution maps were not ready in time: a later report can have them."
NOT_WAITED = "This report was made without waiting for the attribution maps."
Wait = Callable[[float, str], bool]  # takes the share that is there and words; returns whether to go on waiting


def report_facts(runs: Sequence[Run], source: RunStore, report_progress: Callable[[float], None]) -> Facts:
    """All but the maps."""
    return collect.facts_of([collect.facts_of_run(run, catalogue()) for run in runs], _judge, source, report_progress)


def _judge(run: RunFacts) -> tuple[EvaluationPictures, Evaluation] | None:
    network = _network(run)
    if network is None:
        return None
    test = evaluation_on(network, OWN)
    return test.part, test.evaluation


def _network(run: RunFacts) -> TrainedNetwork | None:
    try:
        return catalogue().get(run.record.id)
    except UnknownNetworkError:
        return None


def with_attribution_maps(facts: Facts, wait: Wait) -> Facts:
    """The facts with maps of a few pictures of every network, as far as a worker answers."""
    engine = store().engine()
    if engine is None or not engine.alive:
        return replace(facts, runs=tuple(replace(run, no_maps_reason=MAPS_NEED_ENGINE) for run in facts.runs))
    queries = [_ask_for_run(run) for run in facts.runs]
    late = _wait([key for keys in queries for key in keys.values()], wait)
    runs = (_with_answers(run, keys, late) for run, keys in zip(facts.runs, queries, strict=True))
    return replace(facts, runs=tuple(runs))


def _ask_for_run(run: RunFacts) -> dict[int, str]:
    """Ask for the maps of a run; returns the key of the query for each picture's row."""
    network = _network(run) if run.evaluation is not None else None
    if network is None or run.evaluation is None or run.part is None:
        return {}
    return {row: _submit(network, run.part.pictures[row]) for row in rows_to_map(run.evaluation)}


def _submit(network: TrainedNetwork, picture: np.ndarray) -> str:
    """Ask for the maps of a picture, unless they are there; returns the key of the query."""
    job = worker_query.job_about("attribution", network, picture, **_ATTRIBUTION)
    worker_query.submit(job)
    return worker_query.job_key(job)


def _wait(queries: list[str], wait: Wait) -> str:
    """Until all are answered; returns why they are not, or nothing."""
    deadline = time.monotonic() + MAPS_PATIENCE
    while True:
        left = [key for key in queries if worker_query.query_state(key).status in worker_query.PENDING]
        if not left:
            return ""
        there = len(queries) - len(left)
        if not wait(there / len(queries), f"Attribution maps: {there} of {len(queries)}"):
            return NOT_WAITED
        if time.monotonic() > deadline:
            return TOO_LATE
        time.sleep(MAPS_TICK)


def _with_answers(run: RunFacts, keys: dict[int, str], late: str) -> RunFacts:
    """The run with the maps that are there, and why others are not: they came `late`, or in the words of a worker."""
    states = {row: worker_query.query_state(key) for row, key in keys.items()}
    maps = tuple(_attribution_maps(row, state.answer) for row, state in states.items() if state.answer is not None)
    message = next((state.message for state in states.values() if state.message), TOO_LATE)
    return replace(run, attributions=maps, no_maps_reason=late or message)


def _attribution_maps(row: int, answer: worker_query.Answer) -> AttributionMaps:
    maps = {head: answer[f"map/{head}"] for head in HEADS}
    assert all(values.shape == (FRAME, FRAME) for values in maps.values())
    return AttributionMaps(row, maps)


def report_files(facts: Facts, report_progress: Callable[[float], None]) -> dict[str, Any]:
    """Both files, what they are called, and a sentence on what is in them."""
    blocks = report_blocks(facts)
    page = report_html(blocks).encode()
    report_progress(0.5)
    first = facts.runs[0].record.id
    return {
        "html": page,
        "pdf": report_pdf(blocks),
        "name": f"lineheads-report-{first if len(facts.runs) == 1 else f'{len(facts.runs)}-runs'}",
        "words": _summary(facts),
    }


def _summary(facts: Facts) -> str:
    about = "The same report twice. The web page opens offline, light or dark, on a phone and on paper."
    return f"{about} {no_maps_reason(facts)}".strip()
