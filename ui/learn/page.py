"""The course list, or the lesson of the link."""

from training.lessons.read import lessons
from ui.learn import courses, fields, player
from ui.shared.url_state import gone


def draw_learn() -> None:
    known, problems = lessons()
    field = fields.LESSON.given(valid=None, choices=("", *known))
    name = field.follow(gone("lesson", "choose one of these"))
    for other in (fields.STEP, fields.GUESSES, fields.RUNS):
        other.follow()
    if name:
        player.draw_lesson(known[name])
    else:
        courses.draw_courses(known, problems)
