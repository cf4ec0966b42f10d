"""The teacher's board."""

import streamlit as st

from runs.class_records import ClassRecord
from ui.classroom.address import class_address
from ui.classroom.start import draw_invitation
from ui.shared.format import escaped


def draw_board(class_: ClassRecord) -> None:
    """Draw the board of a class for its teacher."""
    st.subheader(escaped(class_.name))
    draw_invitation(class_.code, class_address(join=class_.code), "18rem")
