"""Downloads of the chosen runs. Add yours to `DOWNLOAD_BUTTONS`."""

from collections.abc import Callable, Sequence

import streamlit as st

from training.run import Run
from ui.report.button import report_button
from ui.shared import downloads, notebook_button
from ui.shared.layout import horizontal

_Button = Callable[[Sequence[Run]], None]  # draws a button for the chosen runs, of which there is at least one

DOWNLOAD_BUTTONS: tuple[_Button, ...] = (report_button, downloads.run_downloads, notebook_button.notebook_buttons)


def draw_downloads(runs: Sequence[Run]) -> None:
    with horizontal(key="take_away"):
        st.markdown("**Download**", width="content")
        for draw_button in DOWNLOAD_BUTTONS:
            draw_button(runs)
