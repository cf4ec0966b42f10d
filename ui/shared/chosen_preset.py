"""The preset that is chosen on Train, as other pages see it too."""

import streamlit as st

from training.presets import PRESETS
from training.settings import RunSettings
from ui.shared import session_keys


def preset_settings() -> RunSettings:
    """The settings of the chosen preset, also before its picker is drawn."""
    name = st.session_state.get(session_keys.PRESET)
    return PRESETS[name if name in PRESETS else next(iter(PRESETS))].settings
