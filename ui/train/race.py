"""Whom a run can race: the chosen settings with one thing changed, and how two runs differ in words."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from model.balance import METHODS
from model.networks.design import Design
from model.networks.plan import plan
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import NEW, set_words
from training.results.measures import weights_text
from training.run import Settings
from training.settings import RunSettings, SettingsError, with_method, with_optimizer
from ui.train.weight_sliders import READY_MADE

SHOWN = "shown"
Change = Callable[[RunSettings], RunSettings]


def offers(settings: RunSettings, shown: Settings) -> dict[str, str]:
    """Key -> label of every opponent that differs from the chosen settings.

    Args:
        shown: The settings of the run that is shown.
    """
    table = _changes(shown)
    return {key: label for key, (label, change) in table.items() if _differs(settings, change)}


def settings_of(key: str, settings: RunSettings, shown: Settings) -> RunSettings:
    """The settings of an opponent.

    Raises:
        SettingsError: The run that is shown is of a version that knew other settings.
    """
    return _changes(shown)[key][1](settings)


def _changes(shown: Settings) -> dict[str, tuple[str, Change]]:
    ready = {
        f"weights:{name}": (name if name != "Equal" else "Equal weights", _by_hand(weights))
        for name, weights in READY_MADE.items()
    }
    methods = {
        f"method:{name}": (f"Method: {method.label}", lambda settings, name=name: with_method(settings, name))
        for name, method in METHODS.items()
    }
    optimizers = {
        f"optimizer:{name}": (f"Optimiser: {one.label}", lambda settings, name=name: with_optimizer(settings, name))
        for name, one in OPTIMIZERS.items()
    }
    again: Change = lambda settings: replace(shown.trainable(), seed=settings.seed)  # noqa: E731
    return ready | methods | optimizers | {SHOWN: ("The settings of the run that is shown", again)}


def _by_hand(weights: Mapping[str, float]) -> Change:
    return lambda settings: replace(with_method(settings, "manual"), weights=dict(weights))


def _differs(settings: RunSettings, change: Change) -> bool:
    try:
        return change(settings) != settings
    except SettingsError:
        return False


def contrast(mine: Settings, other: Settings) -> tuple[str, str]:
    """Two settings by what they differ in: `5/2/1/50` and `equal weights`; first what is worth a word of its own."""
    first, second = mine.to_json(), other.to_json()
    names = [field.name for field in fields(RunSettings) if first.get(field.name) != second.get(field.name)]
    if "weights" not in names and "method" in names:
        names.insert(0, "weights")
    hidden = {"method": "method_parameters", "optimizer": "optimizer_parameters", "preset": "network"}
    names = [name for name in names if name not in {hidden[one] for one in hidden if one in names}]
    if not names:
        return "this run", "the same settings"
    return _in_words(first, names), _in_words(second, names)


def _in_words(settings: Mapping[str, Any], names: list[str]) -> str:
    return ", ".join(filter(None, (_word(name, settings) for name in names)))


def _word(name: str, settings: Mapping[str, Any]) -> str:
    value: Any = settings.get(name)
    if name == "design":
        return f"{value['name']} ({plan(Design.from_json(value)).parameters:,} parameters)" if value else ""
    if name in ("data", "start"):
        return f"on {set_words(value)}" if name == "data" else f"from {value or NEW}"
    if name == "weights":
        return "equal weights" if len(set(value.values())) == 1 else weights_text(value)
    if name in ("method", "optimizer"):
        table = METHODS if name == "method" else OPTIMIZERS
        return table[value].label if value in table else str(value)
    if isinstance(value, dict):
        return " ".join(f"{key} {number:g}" for key, number in value.items())
    words = name.replace("_", " ")
    return (
        f"{words} {value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else f"{words} {value}"
    )
