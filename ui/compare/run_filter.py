"""Which runs are listed, in which order, and their cells in the table. No Streamlit here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from training.results.measures import loss_weights_text, method_label, seconds_of, tested
from training.run import Run, Settings
from training.settings import CLIPPED
from ui.shared.format import percent
from ui.shared.run_text import duration

STATUS_FILTERS: dict[str, tuple[str, Callable[[Run], bool]]] = {
    "": ("Any status", lambda run: True),
    "live": ("Active", lambda run: not run.finished),
    "done": ("Done", lambda run: run.status == "done"),
    "early": ("Ended early", lambda run: run.finished and run.status != "done"),
}
SORT_KEYS: dict[str, Callable[[Run], Any]] = {  # None comes last in both directions
    "name": lambda run: run.name.casefold(),
    "when": lambda run: run.created.timestamp(),
    "settings": lambda run: settings_summary(run.settings).casefold(),
    "exact": lambda run: tested(run).get("exact"),
    "worst": lambda run: min(tested(run)[head] for head in HEADS) if tested(run) else None,
    "steps": lambda run: run.step,
    "seconds": seconds_of,
}
NEWEST_FIRST = "when-down"
ORDERS = tuple(f"{name}{way}" for name in SORT_KEYS for way in ("", "-down"))


def _column(name: str, label: str, kind: str = "number", about: str = "") -> dict[str, Any]:
    return {"name": name, "label": label, "kind": kind, "sorts": True, "about": about}


RUN_COLUMNS: tuple[dict[str, Any], ...] = (
    _column("name", "Run", "wide"),
    _column("when", "When", "short", about="When it was queued"),
    _column("settings", "Settings", "words"),
    _column("exact", "All four right", about="On the test part"),
    _column("worst", "Worst head", about="Lowest test accuracy"),
    _column("steps", "Steps"),
    _column("seconds", "Time", about="Of training"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunQuery:
    """What the user searches for."""

    words: str = ""  # all of them must occur in the texts of a run
    status: str = ""  # of `STATUS_FILTERS`
    tag: str = ""  # "": any
    starred: bool = False
    owner: str | None = None  # token of a browser; None: any
    order: str = NEWEST_FIRST  # of `ORDERS`


def matching_runs(runs: Iterable[Run], query: RunQuery) -> list[Run]:
    """The runs that match, in order."""
    fits = STATUS_FILTERS[query.status][1]
    words = query.words.casefold().split()

    def matches(run: Run) -> bool:
        marked = (run.star or not query.starred) and (not query.tag or query.tag in (run.tags or []))
        marked = marked and query.owner in (None, run.owner)
        return fits(run) and marked and (not words or _matches(run, words))

    return in_order(list(filter(matches, runs)), query.order)


def in_order(runs: list[Run], order: str) -> list[Run]:
    """The runs sorted; equals keep their order, and runs without a value come last."""
    name, _, down = order.partition("-")
    value = SORT_KEYS[name]
    known = [run for run in runs if value(run) is not None]
    unknown = [run for run in runs if value(run) is None]
    return sorted(known, key=value, reverse=bool(down)) + unknown


def order_after_click(order: str, name: str) -> str:
    """The order after a click on a column: at first highest number, or A, on top."""
    up, down = name, f"{name}-down"
    first, second = (up, down) if name in ("name", "settings") else (down, up)
    return second if order == first else first


def _matches(run: Run, words: Sequence[str]) -> bool:
    parts = [run.name, run.id, run.note or "", *(run.tags or []), run.status, run.settings.preset]
    text = " ".join([*parts, run.settings.network, settings_summary(run.settings)]).casefold()
    return all(word in text for word in words)


def settings_summary(settings: Settings, *names: str) -> str:
    """`5/2/1/50 · GradNorm · 15 epochs · batch 3,200 · seed 0`; defaults are left out.

    Args:
        names: Of the settings to show; none: all.
    """
    optimizer, epochs, batch, seed = settings.optimizer, settings.epochs, settings.batch_size, settings.seed
    parts = {
        "weights": loss_weights_text(settings),
        "method": method_label(settings) if settings.method != "manual" else "",
        "optimizer": OPTIMIZERS[optimizer].label if optimizer != "adam" and optimizer in OPTIMIZERS else "",
        "loss_from": "clipped probabilities" if settings.loss_from == CLIPPED else "",
        "optimizer_reset": f"optimiser reset at {settings.optimizer_reset}" if settings.optimizer_reset else "",
        "epochs": f"{epochs:.3g} {'epoch' if epochs == 1 else 'epochs'}" if epochs else "",
        "batch_size": "" if batch is None else f"batch {batch:,}",
        "split": "split of 2019" if settings.split == "coursework" else "",
        "data": "own set" if settings.data else "",
        "start": "from trained weights" if settings.start else "",
        "seed": "" if seed is None else f"seed {seed}",
    }
    return " · ".join(words for name, words in parts.items() if words and (not names or name in names))


def run_label(run: Run) -> str:
    """A run in a list, as plain text."""
    return " · ".join(filter(None, (run.name, settings_summary(run.settings), run.id)))


def run_row(run: Run, owner: str = "", refusal: str = "") -> dict[str, Any]:
    """A row of the table, as plain values.

    Args:
        owner: Whose it is, in words.
        refusal: Why it cannot be starred.
    """
    test = tested(run)
    worst = min(HEADS, key=test.__getitem__) if test else ""
    identity = " · ".join(filter(None, (run.id, owner)))
    cells = {
        "name": {"main": run.name, "sub": identity, "tags": run.tags or [], "note": run.note or ""},
        "when": {"when": round(1000 * run.created.timestamp())},
        "settings": settings_summary(run.settings),
        "exact": percent(test["exact"], 2) if test else run.status,
        "worst": f"{worst} {percent(test[worst], 2)}" if test else "–",
        "steps": f"{run.step:,}" if run.finished else "–",
        "seconds": duration(seconds_of(run)),
    }
    return {"id": run.id, "name": run.name, "star": bool(run.star), "locked": refusal, "cells": cells}


def progress(run: Run) -> float:
    """The share of its steps that a run has taken, 0..1."""
    return min(run.step / run.total_steps, 1.0) if run.total_steps else 0.0
