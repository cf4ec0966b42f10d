"""The preset that is chosen on Train, for other pages too."""

import streamlit as st

from training.presets import PRESETS
from training.settings import RunSettings
from ui.shared import fields


def preset_settings() -> RunSettings:
    """The settings of the chosen preset, also before its picker is drawn."""
    return PRESETS[fields.PRESET.parsed(st.session_state.get(fields.PRESET.name)) or fields.PRESET.default].settings
