"""What Learn has in its link."""

import re

from ui.shared.present import PagePart
from ui.shared.url_state import Field

_STEPS_AT_MOST = 60

LESSON = Field("lesson", valid=lambda text: bool(re.fullmatch("[a-z0-9-]{0,40}", text)))  # "": the course list
STEP = Field("lesson_step", kind=int, default=0, choices=tuple(range(_STEPS_AT_MOST)))
GUESSES = Field("guess", valid=lambda text: len(text) < 300)  # 'step~guess' of each guess, '~~' between them
RUNS = Field("lesson_runs", valid=lambda text: len(text) < 300)  # 'name~id~id' of each run, '.' between them

FIELDS = (LESSON, STEP, GUESSES, RUNS)

PARTS = {
    "lesson": PagePart("Lesson", stays=True),
    "steps": PagePart("Back and Next", "steps_part"),
    "worksheet": PagePart("Worksheet", "worksheet_part"),
}
