"""Settings with another method or optimiser, and what is usual with it."""

from dataclasses import replace

from training.optimizers import OPTIMIZERS
from training.settings import RunSettings


def with_method(settings: RunSettings, name: str) -> RunSettings:
    """Another method with its usual parameters; the same one stays as it is."""
    return settings if name == settings.method else replace(settings, method=name, method_parameters={})


def with_optimizer(settings: RunSettings, name: str) -> RunSettings:
    """Another optimiser with its usual learning rate and parameters; the same one stays as it is."""
    if name == settings.optimizer:
        return settings
    rate = OPTIMIZERS[name].usual_rate
    return replace(settings, optimizer=name, optimizer_parameters={}, learning_rate=rate)
