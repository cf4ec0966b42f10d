"""The sections of the page, one of which is open; which one stands in the link."""

import streamlit as st

from ui.data import classes, exporting, fields, importing, leak
from ui.shared.sections import Section, opened

SECTIONS: dict[str, Section] = {
    one.name: one
    for one in (
        Section(
            name="classes",
            label="Classes",
            about="Two lengths, two widths, two colours, twelve angles: 96 classes, one sample of each.",
            draw=classes.section,
        ),
        Section(
            name="leak",
            label="The leak",
            about="How many test pictures the network may simply remember, because they are trained on as well.",
            draw=leak.section,
        ),
        Section(
            name="import",
            label="Import",
            about="Bring a set of your own: what was read, and what was refused and why.",
            draw=importing.section,
        ),
        Section(
            name="export",
            label="Export",
            about="Take a set away: as arrays, as pictures with a table, as one sheet, or as a video.",
            draw=exporting.section,
        ),
    )
}


@st.fragment
def sections() -> None:
    """The choice of a section, and the chosen one: runs alone when something in it is chosen."""
    section = opened(SECTIONS, fields.SECTION)
    st.caption(section.about)
    section.draw()
