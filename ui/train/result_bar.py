"""The result of a run, its downloads, and the command that repeats it."""

import streamlit as st

from training.catalogue import has_network, network_name
from training.run import OTHER_VERSION
from ui.report.button import report_button
from ui.shared import downloads, notebook_button
from ui.shared.cli_command import command_line
from ui.shared.navigation import use_in_explore
from ui.shared.run_text import result_text
from ui.shared.run_view import RunView


def draw_result(view: RunView) -> None:
    """Draw the result and its buttons; without a result the place is kept."""
    text, actions = st.columns([0.62, 0.38], vertical_alignment="center")
    missing = (
        "The test result appears here when the run has ended." if view.live else "This run ended without a result."
    )
    text.markdown(result_text(view) or missing)
    with actions.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
        st.button(
            "Use in Explore",
            key="use",
            icon=":material/draw:",
            type="primary",
            on_click=use_in_explore,
            args=(network_name(view.record.id),),
            disabled=not has_network(view.record),
        )
        downloads.downloads(view.record)
        report_button([view.record])


def draw_terminal(view: RunView) -> None:
    """Draw the run as a command and as a notebook."""
    with st.expander("Same run in a terminal or a notebook", icon=":material/terminal:"):
        settings = view.record.readable
        if settings is None:
            st.caption(OTHER_VERSION)
            return
        st.code(command_line(settings), language="bash", wrap_lines=True)
        if view.marks:
            st.caption(
                "The command does not have the weights that were changed during the run: it keeps the first weights."
            )
        notebook_button.notebook_button(view.record)
