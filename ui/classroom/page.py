"""The page: the teacher's board, the student's own page, or the ways to begin."""

import streamlit as st

from ui.classroom import board, fields, join, start, student
from ui.shared.format import sentence
from ui.shared.membership import departure_text, last_membership, membership
from ui.shared.url_state import gone

_FORM_WIDTH = 560  # px


def draw_classroom() -> None:
    code = fields.JOIN.follow(gone("code", "type the one that your teacher shows"))
    if not code and board.draw_open_board():
        return
    if (mine := membership()) is not None:
        student.draw_student(*mine)
        if code and code != mine[0].code:
            with st.container(width=_FORM_WIDTH):
                join.draw_join(code, f"You are in the class {mine[0].name}. If you join another one, you leave it.")
        return
    if (last := last_membership()) is not None:
        st.info(sentence(departure_text(last)), icon=":material/school:")
    if code:  # a student, by link or QR code
        with st.container(width=_FORM_WIDTH):
            join.draw_join(code)
        return
    left, right = st.columns(2, gap="large")
    with left:
        join.draw_join(code)
    with right:
        start.draw_start()
