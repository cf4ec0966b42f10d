"""A run as a notebook: plain Keras that a student reads and runs, in Jupyter or Colab."""

import streamlit as st

from runs.records import RunRecord
from training.notebook import HEADS_ONLY, Past, notebook, past_of
from training.settings import RunSettings
from ui.one_answer import gives_one
from ui.store import store
from ui.watch import STORY

ABOUT = "The same pictures, split, network and training in plain Keras, for Jupyter and Google Colab."


def button(run: RunRecord, key: str = "notebook") -> None:
    """Draw the button that makes the notebook and takes it away."""
    one = gives_one(run.settings)
    st.download_button(
        "Notebook",
        lambda: of_run(run),
        file_name(run),
        mime="application/x-ipynb+json",
        key=key,
        icon=":material/menu_book:",
        on_click="ignore",
        help=HEADS_ONLY if one else ABOUT,
        disabled=one,
    )


def of_run(run: RunRecord) -> bytes:
    """The `.ipynb` of a run as it is now."""
    settings = RunSettings.from_json(run.settings)
    if run.id == STORY:
        return notebook(settings, Past(name=run.name, test=(run.result or {})["test"]))
    return notebook(settings, past_of(run, store().points(run.id), store().marks(run.id)))


def file_name(run: RunRecord) -> str:
    return f"lineheads-{run.id}.ipynb"
