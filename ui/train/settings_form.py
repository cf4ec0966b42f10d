"""The settings of the next run, in the sidebar and in the link. `chosen_settings` reads them."""

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
from training.cli_command import SET_BY_DATA
from training.loop.optimizers import OPTIMIZERS
from training.loop.variable_groups import NETWORK_PARTS
from training.presets import PRESETS
from training.settings import STABLE, RunSettings, SettingsError, equal_weights, with_method, with_optimizer
from ui.shared import fields, joint_network
from ui.shared.chosen_preset import preset_settings
from ui.shared.format import sentence
from ui.shared.help_text import FREE_LINES_HELP
from ui.shared.staged_settings import control_value, stage_parameters, stage_values, stage_weights
from ui.shared.store import store
from ui.shared.url_state import Field, gone
from ui.shared.url_widgets import bound, number_input, selectbox
from ui.train import data_form, parameter_inputs, weight_sliders
from ui.train.network_builder import dialog, state
from ui.train.network_builder.text import total_costs_text

_METHOD_HELP = "Sets the loss weights of each step. It applies to the next run."
_SPLIT_HELP = """Honest: no picture is in two parts. Coursework: split at random as in 2019, so most test pictures were
also trained on."""


def preset_picker() -> str:
    """Draw the picker of the preset, which sets all other controls."""
    labels = {name: name for name in PRESETS} | {CUSTOM: PRESETS[CUSTOM].label}
    words = gone("preset", f"using {fields.PRESET.default}")
    if state.is_linked():  # whatever preset the link names
        fields.PRESET.choose(CUSTOM)
    preset = selectbox("Preset", fields.PRESET, labels, words, on_change=_take_preset)
    design = DESIGNS.get(PRESETS[preset].settings.network)
    st.caption(f"{PRESETS[preset].about} {total_costs_text(plan(design)) if design else ''}".strip())
    if preset == CUSTOM:
        state.take_link()
        dialog.draw_design()
    state.follow_design(preset == CUSTOM)
    if joint_is_chosen():
        _reset_unused()
    return preset


def joint_is_chosen() -> bool:
    """Whether the chosen network gives one answer for all classes."""
    settings = preset_settings()
    return is_joint(settings.network, state.current_design() if settings.network == CUSTOM else None)


def _reset_unused() -> None:
    """Set the controls that do not apply to one answer to their defaults, before they are drawn."""
    stage_weights(equal_weights())
    fields.METHOD.stage("manual")
    fields.LOSS_FROM.stage(STABLE)
    for field in (fields.EXACT_SHARES, *map(fields.frozen, NETWORK_PARTS)):
        field.stage(False)


def method_picker(preset: str) -> type[Method]:
    """Draw the picker of the balancing method and its parameters."""
    field, joint = fields.METHOD.given(default=PRESETS[preset].settings.method), joint_is_chosen()
    labels = {name: method.label for name, method in METHODS.items()}
    words = gone("method", f"using {labels[field.default]}")
    name = selectbox("Method", field, labels, words, on_change=_take_method, help=_METHOD_HELP, disabled=joint)
    st.caption(joint_network.METHOD_UNUSED if joint else METHODS[name].about)
    parameter_inputs.draw_parameters(METHODS[name], base_settings().method_parameters)
    return METHODS[name]


def draw_numbers() -> None:
    """Draw data, initial weights, learning rate, batch size, epochs, seed and split."""
    data_form.data_picker(_take_own)
    data_form.start_picker(base_settings(), _take_own)
    left, right = st.columns(2)
    with left:
        number_setting("Learning rate", fields.LEARNING_RATE, step=0.001, format="%g", help="The peak of the schedule.")
        number_setting("Epochs", fields.EPOCHS, step=0.25, format="%g", help="Passes over the training pictures.")
    with right:
        number_setting("Batch size", fields.BATCH_SIZE, step=32, help="Pictures in one step.")
        number_setting("Seed", fields.SEED, step=1, help="The same seed and settings give the same run.")
    with st.expander("Pictures"):
        options = {"default": base_settings().split, "required": True, "help": _SPLIT_HELP}
        st.segmented_control("Split", list(SPLITS), **bound(fields.SPLIT), **options)
        if base_settings().data is None:
            words = "0: every distinct placement, once."
            number_setting("Pictures per class", fields.PICTURES_PER_CLASS, step=100, help=words)
            number_setting("Share of free lines", fields.FREE_LINES, step=0.1, format="%g", help=FREE_LINES_HELP)
    if trouble := settings_problem():
        st.error(sentence(trouble), icon=":material/error:")


def number_setting(label: str, field: Field, **options: Any) -> None:
    """A number input; its default is the preset's."""
    number_input(label, field, control_value(base_settings(), field.name), **options)


def base_settings() -> RunSettings:
    """The defaults: the preset with the defaults of the chosen method, optimiser, data and initial weights."""
    preset = preset_settings()
    settings = with_method(preset, fields.METHOD.held(preset.method))
    return data_form.with_data(with_optimizer(settings, fields.OPTIMIZER.held(preset.optimizer)))


def _take_preset() -> None:
    stage_values(data_form.with_data(preset_settings()))


def _take_own() -> None:
    """Set batch size, epochs and learning rate to the defaults of the chosen data and weights."""
    for name in SET_BY_DATA:
        st.session_state[name] = control_value(base_settings(), name)


def _take_method() -> None:
    stage_parameters(METHODS[base_settings().method], base_settings().method_parameters)


def take_optimizer() -> None:
    """Set learning rate and parameters to the defaults of the optimiser; a callback."""
    fields.LEARNING_RATE.stage(base_settings().learning_rate)
    stage_parameters(OPTIMIZERS[base_settings().optimizer], base_settings().optimizer_parameters)


def chosen_settings() -> RunSettings:
    """The checked settings of the controls.

    Raises:
        SettingsError: They cannot be trained with.
    """
    data_form.check_chosen()
    defaults = base_settings()
    names = [field.name for field in fields.SETTINGS]
    given: dict[str, Any] = {name: st.session_state.get(name, control_value(defaults, name)) for name in names}
    given["per_class"] = (given["per_class"] or None) if defaults.data is None else None
    given["free_lines"] = given["free_lines"] if defaults.data is None else 0.0
    staged = parameter_inputs.staged_parameters
    given["method_parameters"] = staged(METHODS[defaults.method], defaults.method_parameters)
    given["optimizer_parameters"] = staged(OPTIMIZERS[defaults.optimizer], defaults.optimizer_parameters)
    if defaults.network == CUSTOM:
        given["design"] = state.current_design()
    settings = replace(defaults, weights=staged_weights(), **given)
    imported_data.check(settings)
    pretrained.check_start(settings, store())
    return settings


def staged_weights() -> dict[str, float]:
    """The loss weights of the sliders."""
    return weight_sliders.slider_weights(preset_settings().weights)


def chosen_weights() -> dict[str, float]:
    """The checked loss weights of the sliders.

    Raises:
        SettingsError: No head would train with them.
    """
    return replace(preset_settings(), weights=staged_weights()).weights


def settings_problem() -> str:
    """Why a run cannot start with these settings; empty if it can."""
    try:
        chosen_settings()
    except SettingsError as error:
        return str(error)
    return ""
