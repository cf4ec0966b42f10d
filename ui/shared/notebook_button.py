"""A run as a notebook: plain Keras that a student reads and runs, in Jupyter or Colab."""

from collections.abc import Sequence

import streamlit as st

from training.notebook import notebook, recorded_history
from training.run import OTHER_VERSION, Run
from ui.shared.format import escaped, shortened
from ui.shared.store import catalogue

ICON = ":material/menu_book:"
ABOUT = "The same pictures, split, network and training in plain Keras, for Jupyter and Google Colab."


def button(run: Run, key: str = "notebook", label: str = "Notebook") -> None:
    """Draw the button that makes the notebook and takes it away."""
    st.download_button(
        label,
        lambda: of_run(run),
        file_name(run),
        mime="application/x-ipynb+json",
        key=key,
        icon=ICON,
        on_click="ignore",
        help=ABOUT if run.readable else OTHER_VERSION,
        disabled=run.readable is None,
    )


def of_runs(runs: Sequence[Run]) -> None:
    """The button of one run, or one for each of several, folded away."""
    if len(runs) == 1:
        button(runs[0])
        return
    with st.popover("Notebook", icon=ICON, key="notebook_of"):
        for number, run in enumerate(runs, start=1):
            button(run, f"notebook_{run.id}", f"{number} {escaped(shortened(run.name))}")


def of_run(run: Run) -> bytes:
    """The `.ipynb` of a run as it is now."""
    files = catalogue().find(run.id).files
    return notebook(run.settings.trainable(), recorded_history(run, files.points(), files.marks()))


def file_name(run: Run) -> str:
    return f"lineheads-{run.id}.ipynb"
