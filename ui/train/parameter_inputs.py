"""Inputs for the parameters of a method or an optimiser: numbers, or a choice where the numbers have names."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

import streamlit as st

from model.parameter import Parameter
from ui.shared import fields
from ui.shared.url_widgets import number_input, selectbox


def draw_parameters(family: Any, defaults: Mapping[str, float]) -> None:
    """Two to a row.

    Args:
        family: A method or an optimiser: its `name` and `parameters`.
    """
    for i in range(0, len(family.parameters), 2):
        row = family.parameters[i : i + 2]
        for column, parameter in zip(st.columns(len(row)), row, strict=True):
            with column:
                _input(family, parameter, defaults[parameter.name])


def _input(family: Any, parameter: Parameter, default: float) -> None:
    field = fields.parameter(family, parameter)
    if parameter.options:
        labels = {float(i): name for i, name in enumerate(parameter.options)}
        selectbox(parameter.label, field.given(default=default), labels, help=parameter.about)
        return
    options = {"step": 1.0 if parameter.whole else _step(default), "format": "%g", "help": parameter.about}
    number_input(parameter.label, field, default, **options)


def _step(value: float) -> float:
    """A tenth of the value's decade: 0.1 for 1.5, 0.01 for 0.9 and for 0."""
    return 10.0 ** (floor(log10(value)) - 1) if value > 0 else 0.01


def staged_parameters(family: Any, defaults: Mapping[str, float]) -> dict[str, float]:
    """The values of the inputs, also before they are drawn."""
    return {
        parameter.name: fields.parameter(family, parameter).held(defaults[parameter.name])
        for parameter in family.parameters
    }
