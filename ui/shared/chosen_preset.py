"""The preset that is chosen on Train, for other pages too."""

from training.presets import PRESETS
from training.settings import RunSettings
from ui.shared import fields


def preset_settings() -> RunSettings:
    """The settings of the chosen preset, also before its picker is drawn."""
    return PRESETS[fields.PRESET.parsed(fields.PRESET.held()) or fields.PRESET.default].settings
