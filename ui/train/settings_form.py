"""The settings of the next run, in the sidebar and in the link. `chosen` reads them."""

from dataclasses import replace
from typing import Any

import streamlit as st

from data.split import SPLITS
from model.balance import METHODS
from model.balance.method import Method
from model.networks import CUSTOM, is_joint
from model.networks.known import DESIGNS
from model.networks.plan import plan
from training import imported_data, pretrained
from training.loop.optimizers import OPTIMIZERS
from training.loop.variable_groups import PARTS
from training.presets import PRESETS
from training.settings import RunSettings, SettingsError, equal_weights, with_method, with_optimizer
from ui.shared import fields, joint_network
from ui.shared.chosen_preset import preset_settings
from ui.shared.cli_command import SET_BY_DATA
from ui.shared.staged_settings import control_value, stage_parameters, stage_values, stage_weights
from ui.shared.store import store
from ui.shared.url_state import Field
from ui.shared.url_widgets import bound, number_input, selectbox
from ui.train import data_form, parameter_inputs, weight_sliders
from ui.train.network_builder import dialog, state
from ui.train.network_builder.text import costs_in_all

SPLIT_HELP = """Honest: no picture of one part stands in another. Coursework: cut at random as in 2019, so most test
pictures were seen in training."""


def preset_picker() -> str:
    """The preset; another one sets all other controls."""
    preset = selectbox(
        "Preset",
        fields.PRESET,
        format_func=lambda name: PRESETS[name].label if name == CUSTOM else name,
        on_change=_take_preset,
    )
    design = DESIGNS.get(PRESETS[preset].settings.network)
    st.caption(f"{PRESETS[preset].about} {costs_in_all(plan(design)) if design else ''}".strip())
    if preset == CUSTOM:
        dialog.section()
    state.follow_link(preset == CUSTOM)
    if joint():
        _let_rest()
    return preset


def joint() -> bool:
    """Whether the chosen network gives one answer for all classes."""
    settings = preset_settings()
    return is_joint(settings.network, state.design() if settings.network == CUSTOM else None)


def _let_rest() -> None:
    """Set what means nothing for one answer to what it is taken for, whatever the link says; before it is drawn."""
    stage_weights(equal_weights())
    st.session_state.update({fields.METHOD.name: "manual", fields.EXACT_SHARES.name: False})
    st.session_state.update({fields.frozen(part).name: False for part in PARTS})


def method_picker(preset: str) -> type[Method]:
    """What makes the weights of a step out of the sliders, with its parameters."""
    name = selectbox(
        "Method",
        fields.METHOD.given(default=PRESETS[preset].settings.method),
        format_func=lambda name: METHODS[name].label,
        on_change=_take_method,
        help="Who chooses the weights of each step. Another choice is for the next run.",
        disabled=joint(),
    )
    st.caption(joint_network.METHOD_UNUSED if joint() else METHODS[name].about)
    parameter_inputs.inputs(METHODS[name], base().method_parameters)
    return METHODS[name]


def numbers() -> None:
    """Pictures and first weights, size of the steps, length of the run, its seed."""
    data_form.data_picker(_take_own)
    data_form.start_picker(base(), _take_own)
    left, right = st.columns(2)
    with left:
        number(
            "Learning rate", fields.LEARNING_RATE, step=0.001, format="%g", help="The peak, where a schedule moves it."
        )
        number("Epochs", fields.EPOCHS, step=0.25, format="%g", help="Passes over the training pictures.")
    with right:
        number("Batch size", fields.BATCH_SIZE, step=32, help="Pictures in one step.")
        number("Seed", fields.SEED, step=1, help="The same seed and settings give the same run.")
    with st.expander("Pictures"):
        st.segmented_control(
            "Split",
            list(SPLITS),
            default=base().split,
            **bound(fields.SPLIT),
            required=True,
            help=SPLIT_HELP,
        )
        if base().data is None:
            number("Pictures per class", fields.PER_CLASS, step=100, help="0: every distinct placement, once.")
    if trouble := problem():
        st.error(trouble, icon=":material/error:")


def number(label: str, field: Field, **options: Any) -> None:
    """One numeric setting within its bounds; its default is the preset's."""
    number_input(label, field, control_value(base(), field.name), **options)


def base() -> RunSettings:
    """What the controls start from: the preset, with what is usual for the chosen method and optimiser."""
    settings = preset_settings()
    settings = with_method(settings, st.session_state.get(fields.METHOD.name, settings.method))
    settings = with_optimizer(settings, st.session_state.get(fields.OPTIMIZER.name, settings.optimizer))
    return data_form.applied(settings)


def _take_preset() -> None:
    stage_values(data_form.applied(preset_settings()))


def _take_own() -> None:
    """Set batch, epochs and learning rate to what is usual with the set and the weights that are chosen."""
    for name in SET_BY_DATA:
        st.session_state[name] = control_value(base(), name)


def _take_method() -> None:
    stage_parameters(METHODS[base().method], base().method_parameters)


def take_optimizer() -> None:
    """Set learning rate and parameters to what is usual for the optimiser; for a callback."""
    st.session_state[fields.LEARNING_RATE.name] = base().learning_rate
    stage_parameters(OPTIMIZERS[base().optimizer], base().optimizer_parameters)


def chosen() -> RunSettings:
    """The settings that the controls say, checked, with the pictures and the weights that they name.

    Raises:
        SettingsError: They cannot be trained with.
    """
    usual = base()
    names = [field.name for field in fields.SETTINGS]
    given: dict[str, Any] = {name: st.session_state.get(name, control_value(usual, name)) for name in names}
    given["per_class"] = (given["per_class"] or None) if usual.data is None else None
    given["method_parameters"] = parameter_inputs.staged(METHODS[usual.method], usual.method_parameters)
    given["optimizer_parameters"] = parameter_inputs.staged(OPTIMIZERS[usual.optimizer], usual.optimizer_parameters)
    if usual.network == CUSTOM:
        given["design"] = state.design()
    settings = replace(usual, weights=staged_weights(), **given)
    imported_data.check(settings)
    pretrained.check_start(settings, store())
    return settings


def staged_weights() -> dict[str, float]:
    """The loss weights that the sliders say."""
    return weight_sliders.staged(preset_settings().weights)


def chosen_weights() -> dict[str, float]:
    """The loss weights that the sliders say, checked.

    Raises:
        SettingsError: Nothing would be learned with them.
    """
    return replace(preset_settings(), weights=staged_weights()).weights


def problem() -> str:
    """Why a run cannot be started with these settings, or nothing."""
    try:
        chosen()
    except SettingsError as error:
        return str(error)
    return ""
