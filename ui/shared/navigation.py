"""The ways to other pages, with what they shall show there; all for callbacks.

Settings travel to Train in the session: `open_train` hands them over, Train takes them when it opens.
"""

from dataclasses import replace

import streamlit as st

from model.networks import CUSTOM
from training import imported_data
from training.presets import PRESETS
from training.settings import RunSettings, SettingsError
from ui.shared import networks, notify, session_keys
from ui.shared.chosen_preset import preset_settings


def train_on(key: str) -> None:
    """Open Train with this imported set in its controls."""
    try:
        open_train(imported_data.suited(preset_settings(), key))
    except SettingsError as error:
        notify.tell(str(error))


def fine_tune(key: str, network: str) -> None:
    """Open Train to go on with this network on this set, with the settings that the network was trained with."""
    try:
        settings = networks.named(network).settings
        usual = PRESETS[settings.preset].settings
        settings = replace(settings, batch_size=usual.batch_size, epochs=usual.epochs)  # not those of another set
        settings = imported_data.suited(settings, key)
        again = settings.start is not None  # its steps are small already
        open_train(replace(settings, start=network) if again else imported_data.tuned(settings, network))
    except (KeyError, SettingsError) as error:
        notify.tell(str(error.args[0]))


def judge_on(key: str, network: str | None = None) -> None:
    """Open Evaluate with this set; the network that answers stays, unless another one is named."""
    asked = {session_keys.TEST_SET: key} | ({session_keys.NETWORK: network} if network else {})
    st.session_state.update(asked)
    st.switch_page("pages/evaluate.py", query_params=asked)


def open_train(settings: RunSettings) -> None:
    """Open Train with these settings in its controls; what differs from the preset stands in the link too."""
    st.session_state[session_keys.HANDED_OVER] = settings.to_json()
    st.switch_page("pages/train.py", query_params=_link_of(settings))


def handed_over() -> RunSettings | None:
    """The settings that another page handed over to Train; None after they were taken."""
    settings = st.session_state.pop(session_keys.HANDED_OVER, None)
    return None if settings is None else RunSettings.from_json(settings)


def _link_of(settings: RunSettings) -> dict[str, str]:
    """The settings in Train's link that differ from the preset; the session has the rest."""
    preset = PRESETS[settings.preset].settings
    link = {session_keys.PRESET: CUSTOM if settings.design else settings.preset}
    if settings.data:
        link[session_keys.TRAINED_ON] = settings.data
    if settings.start:
        link[session_keys.STARTS_FROM] = settings.start
    if settings.weights != preset.weights:
        link |= {session_keys.weight(head): f"{weight:g}" for head, weight in settings.weights.items()}
    numbers = {name: getattr(settings, name) for name in ("epochs", "seed", session_keys.RATE)}
    return link | {name: f"{value:g}" for name, value in numbers.items() if value != getattr(preset, name)}


def use_in_explore(network: str) -> None:
    """Let this network answer on Explore. A callback: it leaves before the sidebar is drawn again."""
    st.session_state[session_keys.NETWORK] = network
    st.switch_page("pages/explore.py", query_params={session_keys.NETWORK: network})
