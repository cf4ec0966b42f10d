"""The player: one step of a lesson at a time, with Back and Next."""

import streamlit as st

from training.lessons.lesson import Guess, Lesson, Train
from ui.learn import fields, progress, run_step, steps, worksheet
from ui.shared import keyboard
from ui.shared.keyboard import PageKey
from ui.shared.layout import action_button, horizontal

KEYS = (
    PageKey("ArrowRight", "Next step of the lesson.", "lesson_next"),
    PageKey("ArrowLeft", "Step before.", "lesson_back"),
    PageKey(" ", "Start the run of this step; pause it, and let it go on.", run_step.SPACE),
)


def draw_lesson(lesson: Lesson) -> None:
    """Draw the step of the link."""
    keyboard.use_keys(*KEYS)
    place = min(fields.STEP.held(), len(lesson.steps) - 1)
    _draw_bar(lesson, place)
    st.subheader(lesson.steps[place].title)
    with st.container(key="lesson"):
        steps.draw_step(lesson, place)
    if place in (0, len(lesson.steps) - 1):
        with st.container(key="worksheet_part"):
            worksheet.draw_worksheet(lesson)
            worksheet.worksheet_caption()


def _draw_bar(lesson: Lesson, place: int) -> None:
    """Back and Next stand in one place at every step."""
    with horizontal(horizontal_alignment="distribute", key="steps_part"):
        with horizontal(width="content"):
            action_button("Back", "lesson_back", "arrow_back", progress.go_to, place - 1, disabled=place == 0)
            _next_button(lesson, place)
        action_button("All lessons", "all_lessons", "list", progress.open_lesson, "", type="tertiary")
    count = len(lesson.steps)
    st.progress((place + 1) / count, f"**{lesson.title}** · step {place + 1} of {count}")


def _next_button(lesson: Lesson, place: int) -> None:
    """Next, which waits for a guess and for the end of a run; after the last step Finish."""
    step = lesson.steps[place]
    if place == len(lesson.steps) - 1:
        action_button("Finish", "lesson_finish", "check", progress.open_lesson, "", type="primary")
        return
    words = None
    if isinstance(step, Guess) and place not in progress.guesses(lesson):
        words = "Guess first."
    if isinstance(step, Train) and not run_step.has_ended(lesson, step):
        words = "Train first: Next waits for the end of the run."
    look = {"type": "secondary" if words else "primary", "disabled": bool(words), "help": words}
    action_button("Next", "lesson_next", "arrow_forward", progress.go_to, place + 1, **look)
