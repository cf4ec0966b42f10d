"""Download buttons for notebooks: a run in plain Keras, for Jupyter or Colab."""

from collections.abc import Sequence

import streamlit as st

from training.notebook import notebook, recorded_history
from training.run import OTHER_VERSION, Run
from ui.shared.format import escaped, shortened
from ui.shared.layout import download_button
from ui.shared.store import catalogue

_ICON = ":material/menu_book:"
_ABOUT = "The same pictures, split, network and training in plain Keras, for Jupyter and Google Colab."


def notebook_button(run: Run, key: str = "notebook", label: str = "Notebook") -> None:
    """Draw the button that makes and downloads the notebook."""
    look = {"icon": _ICON, "help": _ABOUT if run.readable else OTHER_VERSION, "disabled": run.readable is None}
    download_button(label, lambda: notebook_of(run), notebook_file(run), "application/x-ipynb+json", key, **look)


def notebook_buttons(runs: Sequence[Run]) -> None:
    """The button of one run, or a popover with a button for each run."""
    if len(runs) == 1:
        notebook_button(runs[0])
        return
    with st.popover("Notebook", icon=_ICON, key="notebook_of"):
        for number, run in enumerate(runs, start=1):
            notebook_button(run, f"notebook_{run.id}", f"{number} {escaped(shortened(run.name))}")


def notebook_of(run: Run) -> bytes:
    """The `.ipynb` of a run."""
    files = catalogue().find(run.id).files
    return notebook(run.settings.trainable(), recorded_history(run, files.points(), files.marks()))


def notebook_file(run: Run) -> str:
    return f"lineheads-{run.id}.ipynb"
