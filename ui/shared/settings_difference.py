"""The difference of two settings as text."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from model.balance import METHODS
from model.networks.design import Design
from model.networks.plan import plan
from training.loop.optimizers import OPTIMIZERS
from training.results.data_text import NEW_WEIGHTS, set_words
from training.results.measures import parameter_text, weights_text
from training.run import Settings
from training.settings import RunSettings


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
        return "equal weights" if set(value.values()) == {1.0} else weights_text(value)
    if name in ("method", "optimizer"):
        table = METHODS if name == "method" else OPTIMIZERS
        return table[value].label if value in table else str(value)
    if isinstance(value, dict):
        return " ".join(parameter_text(key, number) for key, number in value.items())
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{name.replace('_', ' ')} {f'{value:g}' if is_number else value}"
