"""A report out of what the app knows: its networks, its cache of judged ones, and a worker that draws maps."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from data.line import FRAME
from model.evaluate import Evaluation
from model.heads import HEADS
from runs.records import RunRecord
from runs.store import Store
from training.catalogue import TrainedNetwork, UnknownNetworkError
from training.results.evaluation_sets import OWN, Part
from ui.report import collect
from ui.report.document import blocks_of
from ui.report.facts import Facts, RunFacts, Seen
from ui.report.html import html
from ui.report.mistakes import rows_to_map
from ui.report.pdf import pdf
from ui.shared import worker_query
from ui.shared.evaluated import judged
from ui.shared.store import catalogue, store

PATIENCE = 60.0  # seconds that maps are waited for
MAPS: dict[str, Any] = {"method": "grad-cam", "randomised": False}
TICK = 0.2  # seconds between two looks
NO_ENGINE = "No engine served the app when this report was made, so there are no maps of where the heads look."
TOO_LATE = "The maps of where the heads look were not ready in time: a report made later can have them."
LEFT_OUT = "This report was made without waiting for the maps of where the heads look."
Wait = Callable[[float, str], bool]  # takes the share that is there and words; returns whether to go on waiting


def facts(runs: Sequence[RunRecord], source: Store, tell: Callable[[float], None]) -> Facts:
    """All but the maps."""
    return collect.facts_of([collect.of_run(run, catalogue()) for run in runs], _judge, source, tell)


def _judge(run: RunFacts) -> tuple[Part, Evaluation] | None:
    network = _network(run)
    if network is None:
        return None
    found = judged(network, OWN)
    return found.part, found.evaluation


def _network(run: RunFacts) -> TrainedNetwork | None:
    try:
        return catalogue().get(run.record.id)
    except UnknownNetworkError:
        return None


def with_maps(known: Facts, wait: Wait) -> Facts:
    """The facts with maps of a few pictures of every network, as far as a worker answers."""
    engine = store().engine()
    if engine is None or not engine.alive:
        return _without(known, NO_ENGINE)
    asked = {(i, row): key for i, run in enumerate(known.runs) for row, key in _ask(run)}
    late = _wait(list(asked.values()), wait)
    runs = []
    for i, run in enumerate(known.runs):
        seen = [_seen(row, worker_query.state_of(key)) for (place, row), key in asked.items() if place == i]
        runs.append(replace(run, seen=tuple(one for one in seen if one), no_maps=late or _problem(asked, i)))
    return replace(known, runs=tuple(runs))


def _without(known: Facts, why: str) -> Facts:
    return replace(known, runs=tuple(replace(run, no_maps=why) for run in known.runs))


def _ask(run: RunFacts) -> list[tuple[int, str]]:
    """Ask for the maps of a run; returns each picture's row and the key of its query."""
    network = _network(run) if run.evaluation is not None else None
    if network is None or run.evaluation is None or run.part is None:
        return []
    return [(row, _submit(network, run.part.pictures[row])) for row in rows_to_map(run.evaluation)]


def _submit(network: TrainedNetwork, picture: np.ndarray) -> str:
    """Ask for the maps of a picture, unless they are there; returns the key of the query."""
    job = worker_query.job_about("attribution", network, picture, **MAPS)
    worker_query.submit(job)
    return worker_query.key_of(job)


def _wait(queries: list[str], wait: Wait) -> str:
    """Until all are answered; returns why they are not, or nothing."""
    deadline = time.monotonic() + PATIENCE
    while True:
        left = [key for key in queries if worker_query.state_of(key).status in worker_query.PENDING]
        if not left:
            return ""
        there = len(queries) - len(left)
        if not wait(there / len(queries), f"Maps of where the heads look: {there} of {len(queries)}"):
            return LEFT_OUT
        if time.monotonic() > deadline:
            return TOO_LATE
        time.sleep(TICK)


def _problem(asked: dict[tuple[int, int], str], place: int) -> str:
    """What a worker said instead of an answer."""
    said = [worker_query.state_of(key).message for (i, _), key in asked.items() if i == place]
    return next(filter(None, said), TOO_LATE)


def _seen(row: int, state: worker_query.QueryState) -> Seen | None:
    if (answer := state.answer) is None:
        return None
    maps = {head: answer[f"map/{head}"] for head in HEADS}
    assert all(one.shape == (FRAME, FRAME) for one in maps.values())
    return Seen(row=row, maps=maps)


def files(known: Facts, tell: Callable[[float], None]) -> dict[str, Any]:
    """Both files, what they are called, and a sentence on what is in them."""
    blocks = blocks_of(known)
    page = html(blocks).encode()
    tell(0.5)
    first = known.runs[0].record.id
    return {
        "html": page,
        "pdf": pdf(blocks),
        "name": f"lineheads-report-{first if len(known.runs) == 1 else f'{len(known.runs)}-runs'}",
        "words": _words(known),
    }


def _words(known: Facts) -> str:
    lack = next((run.no_maps for run in known.runs if run.evaluation is not None and not run.seen), "")
    about = "The same report twice. The web page opens offline, light or dark, on a phone and on paper."
    return f"{about} {lack}".strip()
