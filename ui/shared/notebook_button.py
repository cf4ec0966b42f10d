"""A run as a notebook: plain Keras that a student reads and runs, in Jupyter or Colab."""

from collections.abc import Sequence

import streamlit as st

from runs.records import RunRecord
from training.notebook import notebook, past_of
from training.settings import RunSettings, SettingsError
from ui.shared.format import escaped, shortened
from ui.shared.store import catalogue

ICON = ":material/menu_book:"
ABOUT = "The same pictures, split, network and training in plain Keras, for Jupyter and Google Colab."
OTHER_VERSION = "Its settings are of another version of LineHeads."


def button(run: RunRecord, key: str = "notebook", label: str = "Notebook") -> None:
    """Draw the button that makes the notebook and takes it away."""
    trouble = why_not(run)
    st.download_button(
        label,
        lambda: of_run(run),
        file_name(run),
        mime="application/x-ipynb+json",
        key=key,
        icon=ICON,
        on_click="ignore",
        help=trouble or ABOUT,
        disabled=bool(trouble),
    )


def of_runs(runs: Sequence[RunRecord]) -> None:
    """The button of one run, or one for each of several, folded away."""
    if len(runs) == 1:
        button(runs[0])
        return
    with st.popover("Notebook", icon=ICON, key="notebook_of"):
        for number, run in enumerate(runs, start=1):
            button(run, f"notebook_{run.id}", f"{number} {escaped(shortened(run.name))}")


def why_not(run: RunRecord) -> str:
    """Why there is no notebook of a run, in a sentence; '' if there is one."""
    try:
        RunSettings.from_json(run.settings)
    except SettingsError:
        return OTHER_VERSION
    return ""


def of_run(run: RunRecord) -> bytes:
    """The `.ipynb` of a run as it is now."""
    files = catalogue().find(run.id).files
    return notebook(RunSettings.from_json(run.settings), past_of(run, files.points(), files.marks()))


def file_name(run: RunRecord) -> str:
    return f"lineheads-{run.id}.ipynb"
