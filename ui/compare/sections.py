"""The sections of the page, one of which is open; which one stands in the link."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ui import keys
from ui.compare import beside, leading, listing, reproducing, running
from ui.compare.saying import said
from ui.response import choice
from ui.search import section


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    name: str  # in the link
    label: str
    about: str  # one sentence
    draw: Callable[[], None]


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
            draw=section.section,
        ),
    )
}


@st.fragment
def sections() -> None:
    """The choice of a section, and the chosen one: runs alone when something in it is chosen."""
    said()
    first = next(iter(SECTIONS))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        name = choice.segments("Section", list(SECTIONS), keys.COMPARED, first, lambda one: SECTIONS[one].label)
        running.strip()
        reproducing.popover()
    st.caption(SECTIONS[name].about)
    SECTIONS[name].draw()
