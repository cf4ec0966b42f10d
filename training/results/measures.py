"""What runs are compared by: their results, and the settings in which they differ. No Streamlit here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.balance import METHODS
from model.heads import HEADS
from runs.records import RunRecord
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import NEW, set_words
from training.settings import RunSettings, SettingsError, gives_one

SCORES = (*HEADS, "average", "exact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the results: a value of each run, None where there is none."""

    label: str
    values: list[float | None]
    kind: str  # share, step, seconds, milliseconds or count
    high_is_good: bool

    @property
    def best(self) -> set[int]:
        """The places of the best values; empty if there is nothing to tell apart."""
        known = [value for value in self.values if value is not None]
        if len(known) < 2 or min(known) == max(known):
            return set()
        top = max(known) if self.high_is_good else min(known)
        return {place for place, value in enumerate(self.values) if value == top}


def tested(run: RunRecord) -> dict[str, float]:
    """Accuracy on the test part: per head, `average` and `exact`; empty if it was not measured."""
    return (run.result or {}).get("test") or {}


def solved_at(run: RunRecord) -> int | None:
    """The first step at which every head had read 95 % of the validation part right; None if one never did."""
    steps = [((run.result or {}).get("first_solved") or {}).get(head) for head in HEADS]
    return None if None in steps else max(step for step in steps if step is not None)


def seconds_of(run: RunRecord) -> float | None:
    """Seconds of training."""
    return (run.result or {}).get("seconds")


def measures(runs: Sequence[RunRecord]) -> list[Measure]:
    """The results side by side."""
    labels = {"average": "mean of the heads", "exact": "all four right", "joint": "likeliest of the 96"}
    also = ["joint"] if any("joint" in tested(run) for run in runs) else []  # of a network with one answer
    scores = [
        Measure(
            label=f"test: {labels.get(name, name)}",
            values=[tested(run).get(name) for run in runs],
            kind="share",
            high_is_good=True,
        )
        for name in (*SCORES, *also)
    ]
    first = [
        Measure(
            label=f"{head} at 95 %",
            values=[((run.result or {}).get("first_solved") or {}).get(head) for run in runs],
            kind="step",
            high_is_good=False,
        )
        for head in HEADS
    ]
    last = Measure(label="all heads at 95 %", values=[solved_at(run) for run in runs], kind="step", high_is_good=False)
    spent = [seconds_of(run) for run in runs]
    return [
        *scores, *first, last, Measure(label="training", values=spent, kind="seconds", high_is_good=False)
    ]  # fmt: skip


def complete(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with what older versions did not know yet; as they are if they mean nothing to this one."""
    try:
        return RunSettings.from_json(settings).to_json()
    except SettingsError:
        return dict(settings)


def settings_rows(runs: Sequence[RunRecord], only_different: bool) -> dict[str, list[str]]:
    """Setting -> its words of each run.

    Args:
        only_different: Leave out what all have in common.
    """
    every = [complete(run.settings) for run in runs]
    names = list(dict.fromkeys(name for settings in every for name in settings))
    differ = {name: len({json.dumps(one.get(name), sort_keys=True) for one in every}) > 1 for name in names}
    return {
        name.replace("_", " "): [_words(name, settings) for settings in every]
        for name in names
        if differ[name] or not only_different
    }


def weights_words(settings: Mapping[str, Any]) -> str:
    """`5/2/1/50`; of a network with one answer, that it has none."""
    if gives_one(settings):
        return "one loss"
    return "/".join(f"{weight:g}" for weight in settings.get("weights", {}).values())


def method_label(settings: Mapping[str, Any]) -> str:
    """The balancing method in words; a run of an older version had none."""
    return _label(METHODS, settings.get("method", "manual"))


def _words(name: str, settings: Mapping[str, Any]) -> str:
    value = settings.get(name)
    if name == "weights" and value:
        return weights_words(settings)
    if name == "data":
        return set_words(value)
    if name == "start":
        return value or NEW
    if value is None:
        return "every placement once" if name == "per_class" else "–"
    if name == "design":
        return f"{value.get('name', '')}: {json.dumps({k: v for k, v in value.items() if k != 'name'})}"
    if name in ("method", "optimizer"):
        return _label({"method": METHODS, "optimizer": OPTIMIZERS}[name], value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}" if name in ("batch_size", "per_class") else f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {one:g}" for key, one in value.items()) or "–"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _label(table: Mapping[str, Any], name: str) -> str:
    return table[name].label if name in table else str(name)
