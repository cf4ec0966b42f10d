"""What can be taken away of the chosen runs. One function a part; add yours to `PARTS`."""

from collections.abc import Callable, Sequence

import streamlit as st

from training.run import Run
from ui.report.button import report_button
from ui.shared import downloads, notebook_button

Part = Callable[[Sequence[Run]], None]  # draws a button or two for the chosen runs; there is at least one

PARTS: tuple[Part, ...] = (report_button, downloads.of_runs, notebook_button.of_runs)


def row(runs: Sequence[Run]) -> None:
    """All parts in one row."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="take_away"):
        st.markdown("**Take away**", width="content")
        for part in PARTS:
            part(runs)
