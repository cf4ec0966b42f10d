"""Stage the settings of the next run: write them into the session under the keys of Train's controls.

For callbacks, or before the controls are drawn.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.balance import METHODS
from model.networks import CUSTOM
from model.networks.design import Design
from training.loop.optimizers import OPTIMIZERS
from training.settings import BOUNDS, RunSettings
from training.weight_grid import nearest_weight
from ui.shared import fields, session_keys

EVERY_PLACEMENT = 0  # value of `per_class` for None
NO_SET = NEW_WEIGHTS = ""  # drawn lines; new weights


def stage(settings: RunSettings) -> None:
    """Stage preset, custom network, data, initial weights and all values."""
    fields.PRESET.stage(CUSTOM if settings.design else settings.preset)
    if settings.design:
        stage_design(settings.design)
    fields.TRAINED_ON.stage(settings.data or NO_SET)
    fields.STARTS_FROM.stage(settings.start or NEW_WEIGHTS)
    stage_values(settings)


def stage_values(settings: RunSettings) -> None:
    """Stage loss weights, numbers, choices, and the parameters of method and optimiser."""
    stage_weights(settings.weights)
    for field in fields.SETTINGS:
        field.stage(control_value(settings, field.name))
    stage_parameters(METHODS[settings.method], settings.method_parameters)
    stage_parameters(OPTIMIZERS[settings.optimizer], settings.optimizer_parameters)


def control_value(settings: RunSettings, name: str) -> Any:
    """A setting as the value of its control."""
    value = getattr(settings, name)
    if name == "per_class":
        return EVERY_PLACEMENT if value is None else value
    return float(value) if name in BOUNDS and not BOUNDS[name].whole else value


def stage_weights(weights: Mapping[str, float]) -> None:
    """Stage the loss weights, each at the nearest value of its slider."""
    for head, weight in weights.items():
        fields.weight(head).stage(nearest_weight(weight))


def stage_parameters(family: Any, values: Mapping[str, float]) -> None:
    """Stage the parameters of a method or an optimiser."""
    for parameter in family.parameters:
        if parameter.name in values:
            fields.parameter(family, parameter).stage(float(values[parameter.name]))


def stage_design(design: Design) -> None:
    """Stage the custom network; its controls get new keys."""
    draft = st.session_state.get(session_keys.DESIGN_DRAFT)
    layers = list(range(len(design.trunk)))
    st.session_state[session_keys.DESIGN_DRAFT] = {
        "values": design.to_json(),
        "layers": layers,
        "turn": draft["turn"] + 1 if draft else 0,
        "next": len(layers),
    }
