"""The sections of the page, one of which is open; which one stands in the link."""

import streamlit as st

from ui import keys
from ui.compare import beside, leading, listing, reproducing, running
from ui.compare.saying import said
from ui.search.section import section as search
from ui.sections import Section, opened

SECTIONS: dict[str, Section] = {
    one.name: one
    for one in (
        Section(
            name="runs",
            label="Runs",
            about="Every run that was trained here: find it, name it, choose some and hold them against each other.",
            draw=listing.section,
        ),
        Section(
            name="beside",
            label="Side by side",
            about="The chosen runs: curves on the same axes, the settings in which they differ, and what came out.",
            draw=beside.section,
        ),
        Section(
            name="leaderboard",
            label="Leaderboard",
            about="Runs that differ in the seed alone are one line: which settings are best, and how sure is that?",
            draw=leading.section,
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
        section = opened(SECTIONS, keys.COMPARED)
        running.strip()
        reproducing.popover()
    st.caption(section.about)
    section.draw()
