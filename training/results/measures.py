"""What runs are compared by: their results, and the settings in which they differ. No Streamlit here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.balance import METHODS
from model.balance.method import MEASURE_ON
from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import NEW_WEIGHTS, set_words
from training.run import Run, Settings
from training.settings import LOSSES_FROM

SCORES = (*HEADS, "average", "exact")


@dataclass(frozen=True, slots=True)
class RunMeasure:
    """One line of the results: a value of each run, None where there is none."""

    label: str
    values: list[float | None]
    kind: str  # share, step, seconds, milliseconds or count
    higher_is_better: bool = False

    @property
    def best(self) -> set[int]:
        """The places of the best values; empty if there is nothing to tell apart."""
        known = [value for value in self.values if value is not None]
        if len(known) < 2 or min(known) == max(known):
            return set()
        top = max(known) if self.higher_is_better else min(known)
        return {place for place, value in enumerate(self.values) if value == top}


def tested(run: Run) -> dict[str, float]:
    """Accuracy on the test part: per head, `average` and `exact`; empty if it was not measured."""
    return (run.result or {}).get("test") or {}


def solved_steps(run: Run) -> dict[str, int | None]:
    """Per head the first step at which it had read 95 % of the validation part right; empty if nobody looked."""
    return (run.result or {}).get("first_solved") or {}


def solved_at(run: Run) -> int | None:
    """The first step at which every head had read 95 % of the validation part right; None if one never did."""
    steps = [solved_steps(run).get(head) for head in HEADS]
    return None if None in steps else max(step for step in steps if step is not None)


def seconds_of(run: Run) -> float | None:
    """Seconds of training."""
    return (run.result or {}).get("seconds")


def result_measures(runs: Sequence[Run]) -> list[RunMeasure]:
    """The results side by side."""
    labels = {"average": "mean of the heads", "exact": "all four right", "joint": "likeliest of the 96"}
    also = ["joint"] if any("joint" in tested(run) for run in runs) else []  # of a network with one answer
    shares = [
        RunMeasure(
            f"test: {labels.get(name, name)}", [tested(run).get(name) for run in runs], "share", higher_is_better=True
        )
        for name in (*SCORES, *also)
    ]
    return [
        *shares,
        *(RunMeasure(f"{head} at 95 %", [solved_steps(run).get(head) for run in runs], "step") for head in HEADS),
        RunMeasure("all heads at 95 %", [solved_at(run) for run in runs], "step"),
        RunMeasure("training", [seconds_of(run) for run in runs], "seconds"),
    ]


def settings_rows(runs: Sequence[Run], only_different: bool) -> dict[str, list[str]]:
    """Setting -> its words of each run.

    Args:
        only_different: Leave out what all have in common.
    """
    tables = [run.settings.to_json() for run in runs]
    names = list(dict.fromkeys(name for table in tables for name in table))
    differ = {name: len({json.dumps(table.get(name), sort_keys=True) for table in tables}) > 1 for name in names}
    return {
        name.replace("_", " "): [
            _words(name, table.get(name), run.settings) for run, table in zip(runs, tables, strict=True)
        ]
        for name in names
        if differ[name] or not only_different
    }


def loss_weights_text(settings: Settings) -> str:
    """`5/2/1/50`; of a network with one answer, that it has none."""
    return "one loss" if settings.joint else weights_text(settings.weights)


def weights_text(weights: Mapping[str, float]) -> str:
    """`5/2/1/50`."""
    return "/".join(f"{weight:g}" for weight in weights.values())


def method_label(settings: Settings) -> str:
    """The balancing method in words."""
    return _label(METHODS, settings.method)


def parameter_text(name: str, value: Any) -> str:
    """A parameter of a method or an optimiser: `every 1`, `measure on last shared layer`."""
    if name == MEASURE_ON.name and value in range(len(MEASURE_ON.options)):
        return f"{MEASURE_ON.label} {MEASURE_ON.options[int(value)]}".lower()
    return f"{name} {_number(value)}"


def _words(name: str, value: Any, settings: Settings) -> str:
    if name == "weights" and value:
        return loss_weights_text(settings)
    if name == "data":
        return set_words(settings.data)
    if name == "start":
        return settings.start or NEW_WEIGHTS
    if value is None:
        return "every placement once" if name == "per_class" else "–"
    if name == "design" and isinstance(value, dict):
        return f"{value.get('name', '')}: {json.dumps({k: v for k, v in value.items() if k != 'name'})}"
    if name == "method":
        return method_label(settings)
    if name == "optimizer":
        return _label(OPTIMIZERS, settings.optimizer)
    if name == "loss_from":
        return LOSSES_FROM.get(settings.loss_from, settings.loss_from)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}" if name in ("batch_size", "per_class") else _number(value)
    if isinstance(value, dict):
        return ", ".join(parameter_text(key, number) for key, number in value.items()) or "–"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _label(table: Mapping[str, Any], name: str) -> str:
    return table[name].label if name in table else name
