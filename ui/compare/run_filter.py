"""Which runs are listed, in which order, and what each says of itself. No Streamlit here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from training.results.measures import method_label, seconds_of, tested, weights_words
from training.run import Run, Settings
from ui.shared.format import percent
from ui.shared.run_text import duration

STATUSES: dict[str, tuple[str, Callable[[Run], bool]]] = {
    "": ("Any status", lambda run: True),
    "live": ("Under way", lambda run: not run.finished),
    "done": ("Done", lambda run: run.status == "done"),
    "early": ("Ended early", lambda run: run.finished and run.status != "done"),
}
SORTS: dict[str, Callable[[Run], Any]] = {  # None comes last, whichever way
    "name": lambda run: run.name.casefold(),
    "when": lambda run: run.created.timestamp(),
    "settings": lambda run: settings_in_short(run.settings).casefold(),
    "exact": lambda run: tested(run).get("exact"),
    "worst": lambda run: min(tested(run)[head] for head in HEADS) if tested(run) else None,
    "steps": lambda run: run.step,
    "seconds": seconds_of,
}
NEWEST = "when-down"
ORDERS = tuple(f"{name}{way}" for name in SORTS for way in ("", "-down"))
COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "name", "label": "Run", "kind": "wide", "sorts": True},
    {"name": "when", "label": "When", "kind": "short", "sorts": True, "about": "When it was queued"},
    {"name": "settings", "label": "Settings", "kind": "words", "sorts": True},
    {"name": "exact", "label": "All four", "kind": "number", "sorts": True, "about": "Test lines wholly read right"},
    {"name": "worst", "label": "Worst head", "kind": "number", "sorts": True, "about": "Its accuracy on the test part"},
    {"name": "steps", "label": "Steps", "kind": "number", "sorts": True},
    {"name": "seconds", "label": "Time", "kind": "number", "sorts": True, "about": "Of training"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for."""

    words: str = ""  # all of them must stand somewhere in what a run says of itself
    status: str = ""  # of `STATUSES`
    tag: str = ""  # "": any
    starred: bool = False
    order: str = NEWEST  # of `ORDERS`


def find(runs: Iterable[Run], query: Query) -> list[Run]:
    """The runs that fit, in order."""
    fits = STATUSES[query.status][1]
    words = query.words.casefold().split()
    found = [
        run
        for run in runs
        if fits(run)
        and (run.star or not query.starred)
        and (not query.tag or query.tag in (run.tags or []))
        and (not words or _says(run, words))
    ]
    return in_order(found, query.order)


def in_order(runs: list[Run], order: str) -> list[Run]:
    """Sorted; equals keep their order, and runs without a value stand at the end."""
    name, _, down = order.partition("-")
    value = SORTS[name]
    known = [run for run in runs if value(run) is not None]
    unknown = [run for run in runs if value(run) is None]
    return sorted(known, key=value, reverse=bool(down)) + unknown


def turned(order: str, name: str) -> str:
    """The order after a click on the head of a column: numbers begin with the highest, words with a."""
    up, down = name, f"{name}-down"
    first, second = (up, down) if name in ("name", "settings") else (down, up)
    return second if order == first else first


def _says(run: Run, words: Sequence[str]) -> bool:
    parts = [run.name, run.id, run.note or "", *(run.tags or []), run.status, run.settings.preset]
    text = " ".join([*parts, run.settings.network, settings_in_short(run.settings)]).casefold()
    return all(word in text for word in words)


def settings_in_short(settings: Settings, *names: str) -> str:
    """`5/2/1/50 · GradNorm · 15 epochs · batch 3,200 · seed 0`; what is usual is left out.

    Args:
        names: Of the settings to show; none: of all that follow.
    """
    optimizer, epochs, batch, seed = settings.optimizer, settings.epochs, settings.batch_size, settings.seed
    parts = {
        "weights": weights_words(settings),
        "method": method_label(settings) if settings.method != "manual" else "",
        "optimizer": OPTIMIZERS[optimizer].label if optimizer != "adam" and optimizer in OPTIMIZERS else "",
        "epochs": f"{epochs:.3g} {'epoch' if epochs == 1 else 'epochs'}" if epochs else "",
        "batch_size": "" if batch is None else f"batch {batch:,}",
        "split": "split of 2019" if settings.split == "coursework" else "",
        "data": "own set" if settings.data else "",
        "start": "from trained weights" if settings.start else "",
        "seed": "" if seed is None else f"seed {seed}",
    }
    return " · ".join(words for name, words in parts.items() if words and (not names or name in names))


def label(run: Run) -> str:
    """What tells a run apart in a list, as plain text."""
    return " · ".join(filter(None, (run.name, settings_in_short(run.settings), run.id)))


def row(run: Run) -> dict[str, Any]:
    """One line of the table, as plain values."""
    cells = {
        "name": {"main": run.name, "sub": run.id, "tags": run.tags or [], "note": run.note or ""},
        "when": {"when": round(1000 * run.created.timestamp())},
        "settings": settings_in_short(run.settings),
        "exact": _outcome(run),
        "worst": _worst(run),
        "steps": f"{run.step:,}" if run.finished else "–",
        "seconds": duration(seconds_of(run)),
    }
    return {"id": run.id, "name": run.name, "star": bool(run.star), "cells": cells}


def _outcome(run: Run) -> str:
    """The share of test lines that are wholly right, or how it stands; how far it is says the strip above."""
    if tested(run):
        return f"{percent(tested(run)['exact'], 2)}"
    return run.status


def _worst(run: Run) -> str:
    if not tested(run):
        return "–"
    head = min(HEADS, key=tested(run).__getitem__)
    return f"{head} {percent(tested(run)[head], 2)}"


def progress(run: Run) -> float:
    """0..1: which share of its steps a run has taken."""
    return min(run.step / run.total_steps, 1.0) if run.total_steps else 0.0
