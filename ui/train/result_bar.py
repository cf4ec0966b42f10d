"""The result of a run, its downloads, and the command that repeats it."""

import streamlit as st

from training.catalogue import has_network, network_name
from training.cli_command import command_line
from training.run import OTHER_VERSION
from ui.report.button import report_button
from ui.shared import downloads, notebook_button
from ui.shared.layout import action_button, horizontal
from ui.shared.navigation import open_with_network
from ui.shared.run_text import result_text
from ui.shared.run_view import RunView

_WITHOUT_CHANGES = "The command does not have the weights that were changed during the run: it keeps the first weights."


def draw_result(view: RunView) -> None:
    """Draw the result and its buttons; without a result the place is kept."""
    text, actions = st.columns([0.62, 0.38], vertical_alignment="center")
    missing = "This run ended without a result."
    missing = "The test result appears here when the run has ended." if view.live else missing
    text.markdown(result_text(view) or missing)
    with actions, horizontal(horizontal_alignment="right", gap="xsmall"):
        name, look = network_name(view.record.id), {"type": "primary", "disabled": not has_network(view.record)}
        action_button("Use in Explore", "use", "draw", open_with_network, "pages/explore.py", name, **look)
        downloads.downloads(view.record)
        report_button([view.record])


def draw_terminal(view: RunView) -> None:
    """Draw the run as a command, once it is wanted, and as a notebook."""
    opening = st.expander(
        "Same run in a terminal or a notebook", icon=":material/terminal:", key="terminal", on_change="rerun"
    )
    settings = view.record.readable
    with opening:
        if settings is None:
            st.caption(OTHER_VERSION)
            return
        if opening.open:  # `st.code` loads a script of 1.5 MB
            st.code(command_line(settings), language="bash", wrap_lines=True)
        if view.marks:
            st.caption(_WITHOUT_CHANGES)
        notebook_button.notebook_button(view.record)
