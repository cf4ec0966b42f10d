"""The pickers of the training data and the initial weights in the sidebar of Train."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from data.imports.refusals import printable
from training import imported_data, pretrained
from training.imported_sets import library
from training.settings import RunSettings, SettingsError
from ui.shared import networks
from ui.shared.fields import SEED, SPLIT, STARTS_FROM, TRAINED_ON
from ui.shared.store import store
from ui.shared.url_widgets import selectbox

_DRAWN, _NEW = "", ""  # values of the pickers
_DATA_HELP = "Drawn lines, or your own pictures: import a set on Data, or draw on Explore."
_START_HELP = """Fine-tuning: the initial weights are those of a trained network of the same architecture. The learning
rate is lowered, so that it is not forgotten at once."""


def data_picker(on_change: Callable[[], None]) -> None:
    """Drawn lines or an imported set, with the sizes of its parts."""
    names = {_DRAWN: "Drawn lines"} | {kept.key: printable(kept.name) for kept in library().sets()}
    gone = "This set is not here any more: using drawn lines."
    key = selectbox("Data", TRAINED_ON, names, gone, on_change=on_change, help=_DATA_HELP)
    if key == _DRAWN:
        return
    summary = imported_data.split_summary(key, SPLIT.held("honest"), SEED.held(0))
    st.caption(
        f"{summary.training:,} pictures to train on, {summary.validation:,} to validate, {summary.test:,} to test; "
        f"{summary.distinct:,} distinct."
    )


def start_picker(settings: RunSettings, on_change: Callable[[], None]) -> None:
    """New weights, or those of a network that fits.

    Args:
        settings: The settings of the next run.
    """
    names = {_NEW: "New weights"} | networks.fitting_labels(settings, STARTS_FROM.peek())
    gone = "This network is not here, or does not fit the preset: using new weights."
    selectbox("Start from", STARTS_FROM, names, gone, on_change=on_change, help=_START_HELP)


def with_data(settings: RunSettings) -> RunSettings:
    """The settings with the chosen set and weights and their defaults; a missing set or network is left out."""
    key, name = TRAINED_ON.peek(), STARTS_FROM.peek()
    with suppress(SettingsError):
        settings = imported_data.settings_for_set(settings, key) if key else settings
    with suppress(SettingsError):
        tuned = imported_data.settings_from_start(settings, name) if name else settings
        pretrained.check_start(tuned, store())
        return tuned
    return settings
