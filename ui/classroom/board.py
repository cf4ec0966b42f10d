"""The teacher's board, opened by its secret link: everybody's runs, the class's guesses and results, and its lead."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from runs.class_records import ClassRecord
from ui.classroom import board_actions, board_guesses, board_lead, board_live, board_members
from ui.classroom import board_fields as fields
from ui.classroom.address import class_address
from ui.classroom.board_reader import BoardView, board_reader
from ui.classroom.board_secrets import board_classes
from ui.classroom.start import draw_invitation
from ui.shared import session_keys
from ui.shared.format import escaped
from ui.shared.layout import action_button, horizontal
from ui.shared.notify import show_notice
from ui.shared.sections import Section, open_section

_LOOKS = """<style>
[data-testid="stMainBlockContainer"] { padding-left: 1.5rem; padding-right: 1.5rem; }
.st-key-board_title p { font-size: 1.125rem; }
</style>"""  # the whole width of the screen
_PICKERS = 2  # at most beside the parts
_GONE = "This class was deleted, with its nicknames and guesses. Start another one, or open the board of another class."


def _draw_join(view: BoardView) -> None:
    code = view.school_class.code
    draw_invitation(code, class_address(join=code), width="min(26rem, 55vh, 85vw)")


@dataclass(frozen=True, slots=True)
class BoardPart(Section):
    controls: Callable[[], tuple[str, ...]] = tuple  # draws its pickers; what they say goes to `draw`, after the view


PARTS: dict[str, BoardPart] = {
    "students": BoardPart("Students", board_live.draw_students, "", board_live.student_controls),
    "guesses": BoardPart("Guesses", board_guesses.draw_guesses,
        "What the class guessed at a step of a lesson: hidden until you show it."),
    "results": BoardPart("Results", board_live.draw_results, "", board_live.result_controls),
    "leaderboard": BoardPart("Leaderboard", board_live.draw_rankings,
        "Each student counts with the best run that began untrained; who reaches the same shares a place."),
    "lead": BoardPart("Lead", board_lead.draw_lead, ""),
    "join": BoardPart("Join", _draw_join, "Students join with this code and a nickname, or with the link."),
    "class": BoardPart("Class", board_members.draw_class, ""),
}  # fmt: skip


def draw_open_board() -> bool:
    """Draw the board that this browser has opened last, or the buttons of its boards; whether a board is drawn."""
    boards = {school_class.id: school_class for school_class in board_classes()}
    if not boards:
        return False
    chosen = st.session_state.get(session_keys.BOARD_CLASS, next(iter(boards)))
    if chosen in boards:
        draw_board(boards[chosen])
        return True
    with horizontal(key="own_boards"):
        for school_class in boards.values():
            label = f"Board of {escaped(school_class.name)}"
            action_button(label, f"board_{school_class.id}", "co_present", _open, school_class.id)
    return False


def _open(class_id: str) -> None:
    st.session_state[session_keys.BOARD_CLASS] = class_id


@st.fragment
def draw_board(school_class: ClassRecord) -> None:
    """Draw the board: a fragment, so that its widgets redraw nothing else."""
    show_notice()
    view = board_reader(school_class.id).view()
    if view is None:
        st.info(_GONE, icon=":material/delete:")
        return
    st.html(_LOOKS)
    with st.container(key="teacher_board", gap="xsmall"):
        _draw_head(view.school_class)
        with horizontal(horizontal_alignment="distribute", key="board_parts"):
            part = open_section(PARTS, fields.PART, "Part of the board")
            with horizontal(width="content"):
                values = part.controls()
                for _ in range(len(values), _PICKERS):
                    st.empty()  # else a timer's rerun of the body keeps the pickers of the part before
        if part.about:
            st.caption(part.about)
        part.draw(view, *values)


def _draw_head(school_class: ClassRecord) -> None:
    with horizontal(horizontal_alignment="distribute", key="board_title"):
        ended = " · ended" if school_class.ended else ""
        st.subheader(f"{escaped(school_class.name)}{ended}", width="content", anchor=False)
        st.markdown(f"Code **{school_class.code}**", width="content")
        with horizontal(width="content"):
            _draw_pause(school_class)
            look = {"type": "tertiary", "help": "To start or to join a class. The board can be opened again there."}
            if action_button("Close the board", "close_board", "close", _open, "", **look):
                st.rerun()


def _draw_pause(school_class: ClassRecord) -> None:
    if school_class.ended:
        return
    paused = school_class.paused
    label, icon = ("Allow training", "play_circle") if paused else ("Pause new training", "pause_circle")
    look = {"type": "primary" if paused else "secondary", "help": "Runs that train already go on."}
    action_button(label, "pause_class", icon, board_actions.pause, school_class.id, not paused, **look)
