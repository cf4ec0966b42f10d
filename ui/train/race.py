"""The second run of a race: the chosen settings with one change, and the difference of two settings as text."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from model.balance import METHODS
from model.networks.design import Design
from model.networks.plan import plan
from training.loop.optimizers import OPTIMIZERS
from training.results.coursework_2019 import RESET_STEP
from training.results.data_text import NEW_WEIGHTS, set_words
from training.results.measures import parameter_text, weights_text
from training.run import Settings
from training.settings import LOSSES_FROM, RunSettings, SettingsError, with_method, with_optimizer
from ui.train.weight_sliders import PRESET_WEIGHTS

SHOWN_RUN = "shown"
_Change = Callable[[RunSettings], RunSettings]


def race_options(settings: RunSettings, shown: Settings) -> dict[str, str]:
    """Key -> label of every change that gives other settings.

    Args:
        shown: The settings of the shown run.
    """
    table = _options(shown)
    return {key: label for key, (label, change) in table.items() if _differs(settings, change)}


def raced_settings(key: str, settings: RunSettings, shown: Settings) -> RunSettings:
    """The settings of the second run.

    Raises:
        SettingsError: The shown run is of another version.
    """
    return _options(shown)[key][1](settings)


def _options(shown: Settings) -> dict[str, tuple[str, _Change]]:
    weights = {
        f"weights:{name}": (name if name != "Equal" else "Equal weights", _by_hand(values))
        for name, values in PRESET_WEIGHTS.items()
    }
    methods = {
        f"method:{name}": (f"Method: {method.label}", lambda settings, name=name: with_method(settings, name))
        for name, method in METHODS.items()
    }
    optimizers = {
        f"optimizer:{name}": (f"Optimiser: {each.label}", lambda settings, name=name: with_optimizer(settings, name))
        for name, each in OPTIMIZERS.items()
    }
    losses = {
        f"loss:{name}": (f"Loss from {label}", lambda settings, name=name: replace(settings, loss_from=name))
        for name, label in LOSSES_FROM.items()
    }
    reset: _Change = lambda settings: replace(settings, optimizer_reset=RESET_STEP)  # noqa: E731
    resets = {"optimizer-reset": (f"Optimiser state reset at step {RESET_STEP}", reset)}
    again: _Change = lambda settings: replace(shown.trainable(), seed=settings.seed)  # noqa: E731
    return weights | methods | optimizers | losses | resets | {SHOWN_RUN: ("The settings of the shown run", again)}


def _by_hand(weights: Mapping[str, float]) -> _Change:
    return lambda settings: replace(with_method(settings, "manual"), weights=dict(weights))


def _differs(settings: RunSettings, change: _Change) -> bool:
    try:
        return change(settings) != settings
    except SettingsError:
        return False


def settings_difference(mine: Settings, other: Settings) -> tuple[str, str]:
    """The differences of two settings as text: `5/2/1/50` and `equal weights`."""
    first, second = mine.to_json(), other.to_json()
    names = [field.name for field in fields(RunSettings) if first.get(field.name) != second.get(field.name)]
    if "weights" not in names and "method" in names:
        names.insert(0, "weights")
    hidden = {"method": "method_parameters", "optimizer": "optimizer_parameters", "preset": "network"}
    names = [name for name in names if name not in {hidden[name] for name in hidden if name in names}]
    if not names:
        return "this run", "the same settings"
    return _values_text(first, names), _values_text(second, names)


def _values_text(settings: Mapping[str, Any], names: list[str]) -> str:
    return ", ".join(filter(None, (_value_text(name, settings) for name in names)))


def _value_text(name: str, settings: Mapping[str, Any]) -> str:
    value: Any = settings.get(name)
    if name == "design":
        return f"{value['name']} ({plan(Design.from_json(value)).parameters:,} parameters)" if value else ""
    if name in ("data", "start"):
        return f"on {set_words(value)}" if name == "data" else f"from {value or NEW_WEIGHTS}"
    if name == "weights":
        return "equal weights" if len(set(value.values())) == 1 else weights_text(value)
    if name in ("method", "optimizer"):
        table = METHODS if name == "method" else OPTIMIZERS
        return table[value].label if value in table else str(value)
    if isinstance(value, dict):
        return " ".join(parameter_text(key, number) for key, number in value.items())
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{name.replace('_', ' ')} {f'{value:g}' if is_number else value}"
