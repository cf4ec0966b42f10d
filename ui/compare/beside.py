"""The section of the chosen runs side by side."""

import streamlit as st

from ui.compare import takeaway
from ui.compare.chosen import chosen_runs, every_run
from ui.compare.numbers import settings_rows


def section() -> None:
    runs = chosen_runs(every_run())
    if not runs:
        st.info("No run is chosen. Choose two or more under **Runs**.", icon=":material/checklist:")
        return
    st.table(settings_rows(runs, only_different=True))
    takeaway.row(runs)
