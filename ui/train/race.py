"""The second run of a race: the chosen settings with one change."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from model.balance import METHODS
from training.loop.optimizers import OPTIMIZERS
from training.results.coursework_2019 import RESET_STEP
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
