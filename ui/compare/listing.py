"""The section of all runs."""

import streamlit as st

from ui.compare import takeaway
from ui.compare.chosen import chosen_runs, every_run


def section() -> None:
    every = every_run()
    st.dataframe([{"run": run.name, "id": run.id, "status": run.status} for run in every])
    if some := chosen_runs(every):
        takeaway.row(some)
