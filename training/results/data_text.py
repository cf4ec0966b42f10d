"""The imported set and the first weights of a run in words. No Streamlit here."""

from training import imported_data
from training.run import Settings
from training.settings import SettingsError

_DRAWN_LINES, _REMOVED_SET, NEW_WEIGHTS = "drawn lines", "a removed set", "new weights"


def set_words(key: str | None) -> str:
    """What a run is trained on."""
    try:
        return imported_data.set_name(key) if key else _DRAWN_LINES
    except SettingsError:
        return _REMOVED_SET


def own_words(settings: Settings) -> list[str]:
    """'on My drawings', 'from robust'; nothing for drawn lines and new weights."""
    on = [f"on {set_words(settings.data)}"] if settings.data else []
    return on + ([f"from {settings.start}"] if settings.start else [])
