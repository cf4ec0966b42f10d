"""The sections of the Compare page, of which one is open; the link names it."""

import streamlit as st

from ui.compare import active_runs, fields, leaderboard, reproduce_2019, run_list, side_by_side
from ui.compare.search.section import draw_search
from ui.shared.layout import horizontal
from ui.shared.notify import show_notice
from ui.shared.sections import Section, open_section

SECTIONS: dict[str, Section] = {
    "runs": Section("Runs", run_list.draw_runs, "All runs: find them, name them, and choose some to compare."),
    "beside": Section("Side by side", side_by_side.draw_side_by_side,
        "The chosen runs: curves on the same axes, the settings in which they differ, and their results."),
    "leaderboard": Section("Leaderboard", leaderboard.draw_leaderboard,
        "Runs grouped by settings, with mean and standard deviation over the seeds: which settings are best?"),
    "search": Section("Weight search", draw_search,
        "Many short runs with other loss weights, suggested by an optimiser: which weights are best?"),
}  # fmt: skip


@st.fragment
def draw_compare_sections() -> None:
    """The buttons of the sections, and the open section: a fragment, so that its widgets redraw nothing else."""
    show_notice()
    with horizontal(horizontal_alignment="distribute", key="choice_part"):
        section = open_section(SECTIONS, fields.SECTION)
        active_runs.draw_active_runs()
        reproduce_2019.draw_reproduction()
    st.caption(section.about)
    section.draw()
