"""The sections of the Data page, of which one is open; the link names it."""

import streamlit as st

from ui.data import classes, exporting, fields, importing, leak
from ui.shared.sections import Section, open_section

SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section(
            name="classes",
            label="Classes",
            about="Two lengths, two widths, two colours, twelve angles: 96 classes, one sample of each.",
            draw=classes.draw_classes,
        ),
        Section(
            name="leak",
            label="The leak",
            about="How many test pictures a network may simply remember, because they are also in its training part.",
            draw=leak.draw_leak,
        ),
        Section(
            name="import",
            label="Import",
            about="Import a set of your own: what was read, and what was refused and why.",
            draw=importing.draw_import,
        ),
        Section(
            name="export",
            label="Export",
            about="Download a set: as arrays, as pictures with a table, as one sheet, or as a video.",
            draw=exporting.draw_export,
        ),
    )
}


@st.fragment
def draw_data_sections() -> None:
    """The buttons of the sections, and the open section: a fragment, so that its widgets redraw nothing else."""
    section = open_section(SECTIONS, fields.SECTION)
    st.caption(section.about)
    section.draw()
