"""The pickers of the training data and the initial weights in the sidebar of Train."""

from collections.abc import Callable, Collection
from contextlib import suppress

import streamlit as st

from data.imports.refusals import printable
from training import imported_data, pretrained
from training.settings import RunSettings, SettingsError
from ui.shared import networks
from ui.shared.fields import SEED, SPLIT, STARTS_FROM, TRAINED_ON
from ui.shared.format import counted
from ui.shared.store import set_library, store
from ui.shared.url_state import gone
from ui.shared.url_widgets import selectbox

_DRAWN, _NEW = "", ""  # values of the pickers
_DATA_HELP = "Drawn lines, or your own pictures: import a set on Data, or draw on Explore."
_START_HELP = """Fine-tuning: the initial weights are those of a trained network of the same architecture. The learning
rate is lowered, so that it is not forgotten at once."""


def data_picker(on_change: Callable[[], None]) -> None:
    """Drawn lines or an imported set, with the sizes of its parts."""
    names = {_DRAWN: "Drawn lines"} | {kept.key: printable(kept.name) for kept in set_library().sets()}
    key = selectbox(
        "Data", TRAINED_ON, names, gone("set", "choose the data again"), on_change=on_change, help=_DATA_HELP
    )
    if key in (_DRAWN, TRAINED_ON.lost):
        return
    summary = imported_data.split_summary(key, SPLIT.held("honest"), SEED.held(0))
    st.caption(
        f"{counted(summary.training, 'picture')} to train on, {summary.validation:,} to validate, "
        f"{summary.test:,} to test; {summary.distinct:,} distinct."
    )


def start_picker(settings: RunSettings, on_change: Callable[[], None]) -> None:
    """New weights, or those of a network that fits.

    Args:
        settings: The settings of the next run.
    """
    names = {_NEW: "New weights"} | networks.fitting_labels(settings, STARTS_FROM.peek())
    _forget_unfit(names)
    words = gone("network", "choose again what to start from")
    selectbox("Start from", STARTS_FROM, names, words, on_change=on_change, help=_START_HELP)


def _forget_unfit(names: Collection[str]) -> None:
    """Go back to new weights after another preset was chosen."""
    held = STARTS_FROM.held()
    if held not in (None, STARTS_FROM.lost, *names) and held in networks.labels_by_name(held):
        st.toast("This network does not fit the preset: using new weights.", icon=":material/info:")
        STARTS_FROM.stage(_NEW)


def check_chosen() -> None:
    """Nothing else may be trained on than what a link, or the session, names.

    Raises:
        SettingsError: It is gone, and nothing was chosen in its place.
    """
    for field, words in ((TRAINED_ON, "set"), (STARTS_FROM, "network to start from")):
        if field.is_lost(field.held()):
            raise SettingsError(f"The {words} that was chosen is not here any more. Choose again.")


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
