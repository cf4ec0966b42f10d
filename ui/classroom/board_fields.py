"""What the board has in its link; never its secret."""

from model.heads import HEADS
from ui.classroom.board_results import SCORES
from ui.classroom.board_students import ORDERS, SHOWN_RUNS
from ui.shared.url_state import Field

PART = Field(
    "board_part", default="students", choices=("students", "guesses", "results", "leaderboard", "lead", "join", "class")
)
ORDER = Field("board_order", default="name", choices=tuple(ORDERS))
SHOWN_RUN = Field("board_runs", default="newest", choices=tuple(SHOWN_RUNS))
HEAD = Field("board_head", default="angle", choices=tuple(HEADS))
SCORE = Field("board_score", default="heads", choices=tuple(SCORES))
QUESTION = Field("board_question", valid=lambda text: len(text) < 80)  # `lesson/step` of a guess

FIELDS = (PART, ORDER, SHOWN_RUN, HEAD, SCORE, QUESTION)
