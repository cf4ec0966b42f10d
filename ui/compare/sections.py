"""The sections of the page, one of which is open; which one stands in the link."""

import streamlit as st

from ui.compare import active_runs, fields, leaderboard, reproduce_2019, run_list, side_by_side
from ui.compare.search.section import section as search
from ui.shared.notify import said
from ui.shared.sections import Section, opened

SECTIONS: dict[str, Section] = {
    one.name: one
    for one in (
        Section(
            name="runs",
            label="Runs",
            about="Every run that was trained here: find it, name it, choose some and hold them against each other.",
            draw=run_list.section,
        ),
        Section(
            name="beside",
            label="Side by side",
            about="The chosen runs: curves on the same axes, the settings in which they differ, and what came out.",
            draw=side_by_side.section,
        ),
        Section(
            name="leaderboard",
            label="Leaderboard",
            about="Runs that differ in the seed alone are one line: which settings are best, and how sure is that?",
            draw=leaderboard.section,
        ),
        Section(
            name="search",
            label="Weight search",
            about="Let the machine try: many short runs with other loss weights, and what they came to.",
            draw=search,
        ),
    )
}


@st.fragment
def sections() -> None:
    """The choice of a section, and the chosen one: runs alone when something in it is chosen."""
    said()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        section = opened(SECTIONS, fields.SECTION)
        active_runs.strip()
        reproduce_2019.popover()
    st.caption(section.about)
    section.draw()
