"""The ways from a set of one's own to the pages that use it; all for callbacks."""

from dataclasses import replace

import streamlit as st

from training import owned
from training.presets import PRESETS
from training.settings import RunSettings, SettingsError
from ui import asks, controls, keys, networks


def train_on(key: str) -> None:
    """Open Train with this imported set in its controls."""
    try:
        _open_train(owned.suited(controls.preset_settings(), key))
    except SettingsError as error:
        asks.tell(str(error))


def fine_tune(key: str, network: str) -> None:
    """Open Train to go on with this network on this set, with the settings that the network was trained with."""
    try:
        settings = networks.named(network).settings
        usual = PRESETS[settings.preset].settings
        settings = replace(settings, batch_size=usual.batch_size, epochs=usual.epochs)  # not those of another set
        settings = owned.suited(settings, key)
        again = settings.start is not None  # its steps are small already
        _open_train(replace(settings, start=network) if again else owned.tuned(settings, network))
    except (KeyError, SettingsError) as error:
        asks.tell(str(error.args[0]))


def judge_on(key: str, network: str | None = None) -> None:
    """Open Evaluate with this set; the network that answers stays, unless another one is named."""
    asked = {keys.TEST_SET: key} | ({keys.NETWORK: network} if network else {})
    st.session_state.update(asked)
    st.switch_page("pages/evaluate.py", query_params=asked)


def _open_train(settings: RunSettings) -> None:
    controls.take(settings)
    asked = {keys.PRESET: settings.preset, keys.TRAINED_ON: settings.data, keys.STARTS_FROM: settings.start}
    st.switch_page("pages/train.py", query_params={name: value for name, value in asked.items() if value})
