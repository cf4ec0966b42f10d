"""The sections of the Compare page, of which one is open; the link names it."""

import streamlit as st

from ui.compare import active_runs, fields, leaderboard, reproduce_2019, run_list, side_by_side
from ui.compare.search.section import draw_search as search
from ui.shared.layout import horizontal
from ui.shared.notify import show_notice
from ui.shared.sections import Section, open_section

SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section(
            name="runs",
            label="Runs",
            about="All runs: find them, name them, and choose some to compare.",
            draw=run_list.draw_runs,
        ),
        Section(
            name="beside",
            label="Side by side",
            about="The chosen runs: curves on the same axes, the settings in which they differ, and their results.",
            draw=side_by_side.draw_side_by_side,
        ),
        Section(
            name="leaderboard",
            label="Leaderboard",
            about="Runs grouped by settings, with mean and standard deviation over the seeds: which settings are best?",
            draw=leaderboard.draw_leaderboard,
        ),
        Section(
            name="search",
            label="Weight search",
            about="Many short runs with other loss weights, suggested by an optimiser: which weights are best?",
            draw=search,
        ),
    )
}


@st.fragment
def draw_compare_sections() -> None:
    """The buttons of the sections, and the open section: a fragment, so that its widgets redraw nothing else."""
    show_notice()
    with horizontal(horizontal_alignment="distribute"):
        section = open_section(SECTIONS, fields.SECTION)
        active_runs.draw_active_runs()
        reproduce_2019.draw_reproduction()
    st.caption(section.about)
    section.draw()
