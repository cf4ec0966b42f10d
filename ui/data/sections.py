"""The sections of the Data page, of which one is open; the link names it."""

import streamlit as st

from ui.data import classes, exporting, fields, importing, leak
from ui.shared.sections import Section, open_section

SECTIONS: dict[str, Section] = {
    "classes": Section("Classes", classes.draw_classes,
        "Two lengths, two widths, two colours, twelve angles: 96 classes, one sample of each."),
    "leak": Section("The leak", leak.draw_leak,
        "How many test pictures a network may simply remember, because they are also in its training part."),
    "import": Section("Import", importing.draw_import,
        "Import a set of your own: what was read, and what was refused and why."),
    "export": Section("Export", exporting.draw_export,
        "Download a set: as arrays, as pictures with a table, as one sheet, or as a video."),
}  # fmt: skip


@st.fragment
def draw_data_sections() -> None:
    """The buttons of the sections, and the open section: a fragment, so that its widgets redraw nothing else."""
    with st.container(key="choice_part"):
        section = open_section(SECTIONS, fields.SECTION)
    st.caption(section.about)
    section.draw()
