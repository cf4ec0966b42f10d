"""What the next run is trained on, and which weights it starts from: pickers in the sidebar of Train."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from data.imports.refusals import printable
from training import imported_data, pretrained
from training.imported_sets import library
from training.settings import RunSettings, SettingsError
from ui.shared import networks
from ui.shared.fields import STARTS_FROM, TRAINED_ON
from ui.shared.store import store
from ui.shared.url_widgets import selectbox

DRAWN, NEW = "", ""  # no imported set; no trained weights
DATA_HELP = "Lines that are drawn for the run, or a set of your own: import one on the Data page, or draw on Explore."
START_HELP = """Fine-tuning: the first weights are those of a trained network of the same kind. It brings smaller steps,
so that what it knows is not forgotten at once."""


def data_picker(on_change: Callable[[], None]) -> None:
    """Drawn lines or an imported set, with how that is split."""
    names = {DRAWN: "Drawn lines"} | {one.key: printable(one.name) for one in library().sets()}
    key = selectbox(
        "Data",
        TRAINED_ON.given(choices=names),
        names.__getitem__,
        gone="That set is not here any more: lines are drawn instead.",
        on_change=on_change,
        help=DATA_HELP,
    )
    if key == DRAWN:
        return
    summary = imported_data.split_summary(key, st.session_state.get("split", "honest"), st.session_state.get("seed", 0))
    st.caption(
        f"{summary.training:,} pictures to train on, {summary.validation:,} to validate, {summary.test:,} to test; "
        f"{summary.distinct:,} distinct."
    )


def start_picker(settings: RunSettings, on_change: Callable[[], None]) -> None:
    """New weights, or those of a network that fits.

    Args:
        settings: Of the next run.
    """
    names = {NEW: "New weights"} | networks.fitting_labels(settings, STARTS_FROM.peek())
    selectbox(
        "Start from",
        STARTS_FROM.given(choices=names),
        names.__getitem__,
        gone="That network does not fit this preset, or is gone: weights are new.",
        on_change=on_change,
        help=START_HELP,
    )


def applied(settings: RunSettings) -> RunSettings:
    """The settings with the chosen set and weights, and what is usual with these; what is gone is left out."""
    key, name = TRAINED_ON.peek(), STARTS_FROM.peek()
    with suppress(SettingsError):
        settings = imported_data.suited(settings, key) if key else settings
    with suppress(SettingsError):
        tuned = imported_data.tuned(settings, name) if name else settings
        pretrained.check_start(tuned, store())
        return tuned
    return settings
