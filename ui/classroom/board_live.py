"""The live parts of the board: `static/classroom/board/board.js`, looked at again every two seconds."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from training.lessons.read import lessons
from training.results.class_leaderboard import rankings
from training.results.measures import tested
from ui.classroom import board_fields as fields
from ui.classroom.board_reader import BoardView, board_reader
from ui.classroom.board_results import SCORES, rankings_data, scatter
from ui.classroom.board_students import ORDERS, SHOWN_RUNS, counts_text, students
from ui.shared import navigation, session_keys
from ui.shared.component import script_component
from ui.shared.fields import RUN
from ui.shared.store import store
from ui.shared.theme import STYLED_HEADS
from ui.shared.url_state import switch_page
from ui.shared.url_widgets import selectbox

REFRESH = 2.0  # seconds
_NOBODY = "Nobody is in the class yet. Show the code: students join with it and a nickname."
_NO_RESULTS = "No run of the class has ended yet."
Part = Callable[[BoardView], dict[str, Any]]  # of a view, what is sent to the script

_board = script_component("board", "classroom/board/board")


def student_controls() -> tuple[str, ...]:
    """The order of the students, and which run of each is shown."""
    orders = {name: f"By {label.lower()}" for name, (label, _) in ORDERS.items()}
    return _picker("Sorted by", fields.ORDER, orders), _picker("Shown", fields.SHOWN_RUN, SHOWN_RUNS)


def draw_students(view: BoardView, order: str, shown: str) -> None:
    """Everybody's run as small curves."""

    def part(view: BoardView) -> dict[str, Any]:
        return {"students": students(view, order, shown, lessons()[0]), "empty": _NOBODY}

    draw_live(view.school_class.id, part)


def result_controls() -> tuple[str, ...]:
    """Whose weight, and which accuracies."""
    heads = {look["name"]: f"Weight of {look['name']}" for look in STYLED_HEADS}
    scores = {name: label for name, (label, _) in SCORES.items()}
    return _picker("Weight of", fields.HEAD, heads), _picker("Accuracy", fields.SCORE, scores)


def draw_results(view: BoardView, head: str, score: str) -> None:
    """Which weights gave what."""

    def part(view: BoardView) -> dict[str, Any]:
        return {"scatter": scatter(view.student_runs, dict(view.curves), head, score), "empty": _NO_RESULTS}

    draw_live(view.school_class.id, part)


def draw_rankings(view: BoardView) -> None:
    """The rankings."""
    draw_live(
        view.school_class.id, lambda view: {"rankings": rankings_data(rankings(view.student_runs, view.surprises))}
    )


def draw_live(class_id: str, part: Part) -> None:
    """Draw how many train, wait and are idle, and a part of the board; both are updated."""
    st.fragment(_draw_fragment, run_every=REFRESH)(class_id, part)


def _draw_fragment(class_id: str, part: Part) -> None:
    view = board_reader(class_id).view()
    if view is None:
        st.rerun()
    data = {"heads": STYLED_HEADS, "counts": counts_text(view), "empty": ""} | part(view)
    _board(key=session_keys.BOARD, data=data, on_run_change=_open_run)


def _open_run() -> None:
    """Open the run of a card: what it reads now, or how it learned."""
    run_id = str(st.session_state[session_keys.BOARD]["run"])
    run = store().run(run_id)
    if run is not None and tested(run):
        navigation.open_with_network("pages/evaluate.py", run_id)
    elif run is not None:
        RUN.stage(run_id)
        switch_page("pages/train.py", RUN.link(run_id))


_picker = partial(selectbox, width=190, label_visibility="collapsed")
