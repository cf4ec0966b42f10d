"""Callbacks that open another page with values for its controls."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from training import imported_data
from training.presets import PRESETS
from training.settings import RunSettings, SettingsError
from ui.shared import fields, notify, staged_settings
from ui.shared.chosen_preset import preset_settings
from ui.shared.store import catalogue
from ui.shared.url_state import open_page_anew, switch_page


def train_on(key: str) -> None:
    """Open Train with this imported set in its controls."""
    try:
        open_train(imported_data.settings_for_set(preset_settings(), key))
    except SettingsError as error:
        notify.show_error(str(error))


def fine_tune(key: str, network: str) -> None:
    """Open Train to fine-tune this network on this set, with the network's training settings."""
    try:
        settings = catalogue().get(network).settings
        usual = PRESETS[settings.preset].settings
        settings = replace(settings, batch_size=usual.batch_size, epochs=usual.epochs)  # not those of another set
        settings = imported_data.settings_for_set(settings, key)
        if settings.start is None:
            open_train(imported_data.settings_from_start(settings, network))
        else:
            open_train(replace(settings, start=network))  # its learning rate is small already
    except SettingsError as error:
        notify.show_error(str(error))


def evaluate_on(key: str, network: str | None = None) -> None:
    """Open Evaluate with this set; `network` None keeps the network."""
    link = fields.TEST_SET.link(key) | (fields.NETWORK.link(network) if network else {})
    st.session_state.update(link)
    switch_page("pages/evaluate.py", link)


def open_train(settings: RunSettings, link: Mapping[str, str] | None = None) -> None:
    """Open Train with these settings in its controls.

    Args:
        link: The fields of the link. None: preset, set and initial weights.
    """
    staged_settings.stage(settings)
    values = {fields.PRESET: settings.preset, fields.TRAINED_ON: settings.data, fields.STARTS_FROM: settings.start}
    switch_page("pages/train.py", link or {field.name: value for field, value in values.items() if value})


def open_with_network(page: str, network: str) -> None:
    """Open a page with this network; a callback, so that the sidebar is not drawn again."""
    fields.NETWORK.stage(network)
    switch_page(page, fields.NETWORK.link(network))


def open_link(page: str, link: Mapping[str, str]) -> None:
    """Open a page, by the name of its script, with these fields; what the session had for them is forgotten."""
    open_page_anew(f"pages/{page}.py", link)
