"""What the next run is trained on, and which weights it starts from: pickers in the sidebar of Train."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from data.imports.refusals import printable
from training import imported_data, pretrained
from training.imported_sets import library
from training.settings import RunSettings, SettingsError
from ui.shared import networks, session_keys, url_state
from ui.shared.store import store

DRAWN, NEW = "", ""  # no imported set; no trained weights
DATA_HELP = "Lines that are drawn for the run, or a set of your own: import one on the Data page, or draw on Explore."
START_HELP = """Fine-tuning: the first weights are those of a trained network of the same kind. It brings smaller steps,
so that what it knows is not forgotten at once."""


def data_picker(on_change: Callable[[], None]) -> None:
    """Drawn lines or an imported set, with how that is split."""
    names = {DRAWN: "Drawn lines"} | {one.key: printable(one.name) for one in library().sets()}
    _say_what_is_gone(session_keys.TRAINED_ON, names, "That set is not here any more: lines are drawn instead.")
    key = url_state.selectbox(
        "Data", tuple(names), session_keys.TRAINED_ON, DRAWN, names.__getitem__, on_change=on_change, help=DATA_HELP
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
    names = {NEW: "New weights"} | networks.of_kind(settings, _asked(session_keys.STARTS_FROM))
    _say_what_is_gone(
        session_keys.STARTS_FROM, names, "That network does not fit this preset, or is gone: weights are new."
    )
    url_state.selectbox(
        "Start from",
        tuple(names),
        session_keys.STARTS_FROM,
        NEW,
        names.__getitem__,
        on_change=on_change,
        help=START_HELP,
    )


def _say_what_is_gone(key: str, names: dict[str, str], words: str) -> None:
    if _asked(key) not in names:
        st.toast(words, icon=":material/link_off:")


def _asked(key: str) -> str:
    """What the session says, or the link before its picker is drawn."""
    return st.session_state.get(key, st.query_params.get(key, ""))


def applied(settings: RunSettings) -> RunSettings:
    """The settings with the chosen set and weights, and what is usual with these; what is gone is left out."""
    key, name = _asked(session_keys.TRAINED_ON), _asked(session_keys.STARTS_FROM)
    with suppress(SettingsError):
        settings = imported_data.suited(settings, key) if key else settings
    with suppress(SettingsError):
        tuned = imported_data.tuned(settings, name) if name else settings
        pretrained.check_start(tuned, store())
        return tuned
    return settings
