"""The settings of the next run, in the session under the keys of Train's controls; these show them when Train opens.

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
from training.weight_grid import nearest
from ui.shared import fields, session_keys

EVERY_PLACEMENT = 0  # pictures per class: stands for None
NO_SET = NO_NETWORK = ""  # lines are drawn; weights are new


def stage(settings: RunSettings) -> None:
    """All of them: preset, own network, data, first weights and values."""
    st.session_state[fields.PRESET.name] = CUSTOM if settings.design else settings.preset
    if settings.design:
        stage_design(settings.design)
    st.session_state[fields.TRAINED_ON.name] = settings.data or NO_SET
    st.session_state[fields.STARTS_FROM.name] = settings.start or NO_NETWORK
    stage_values(settings)


def stage_values(settings: RunSettings) -> None:
    """Loss weights, numbers and choices, and the parameters of method and optimiser."""
    stage_weights(settings.weights)
    for field in fields.SETTINGS:
        st.session_state[field.name] = control_value(settings, field.name)
    stage_parameters(METHODS[settings.method], settings.method_parameters)
    stage_parameters(OPTIMIZERS[settings.optimizer], settings.optimizer_parameters)


def control_value(settings: RunSettings, name: str) -> Any:
    """A setting as its control holds it."""
    value = getattr(settings, name)
    if name == "per_class":
        return EVERY_PLACEMENT if value is None else value
    return float(value) if name in BOUNDS and not BOUNDS[name].whole else value


def stage_weights(weights: Mapping[str, float]) -> None:
    """The loss weights, or as near to them as the sliders can go."""
    for head, weight in weights.items():
        st.session_state[fields.weight(head).name] = nearest(weight)


def stage_parameters(family: Any, values: Mapping[str, float]) -> None:
    """The parameters of a method or an optimiser."""
    for parameter in family.parameters:
        if parameter.name in values:
            st.session_state[fields.parameter(family, parameter).name] = float(values[parameter.name])


def stage_design(design: Design) -> None:
    """The network to edit; the controls of the network before it are of no use any more."""
    draft = st.session_state.get(session_keys.DRAFT)
    layers = list(range(len(design.trunk)))
    st.session_state[session_keys.DRAFT] = {
        "values": design.to_json(),
        "layers": layers,
        "turn": draft["turn"] + 1 if draft else 0,
        "next": len(layers),
    }
