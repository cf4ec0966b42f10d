"""What Learn has in its link."""

from ui.shared.fields import GUESSES, LESSON
from ui.shared.fields import LESSON_RUNS as RUNS
from ui.shared.fields import LESSON_STEP as STEP
from ui.shared.present import PagePart

FIELDS = (LESSON, STEP, GUESSES, RUNS)

PARTS = {
    "lesson": PagePart("Lesson", stays=True),
    "steps": PagePart("Back and Next", "steps_part"),
    "worksheet": PagePart("Worksheet", "worksheet_part"),
}
