"""The player: one step of a lesson at a time, with Back and Next."""

import streamlit as st

from training.lessons.lesson import Guess, Lesson, Train
from ui.learn import fields, progress, run_step, steps
from ui.shared.layout import action_button, horizontal


def draw_lesson(lesson: Lesson) -> None:
    """Draw the step of the link."""
    place = min(fields.STEP.follow(), len(lesson.steps) - 1)
    step = lesson.steps[place]
    _draw_head(lesson, place)
    st.subheader(step.title)
    steps.draw_step(lesson, place)
    _draw_foot(lesson, place)


def _draw_head(lesson: Lesson, place: int) -> None:
    with horizontal(horizontal_alignment="distribute"):
        st.markdown(f"**{lesson.title}** · step {place + 1} of {len(lesson.steps)}")
        action_button("All lessons", "all_lessons", "list", progress.open_lesson, "", type="tertiary")
    st.progress((place + 1) / len(lesson.steps))


def _draw_foot(lesson: Lesson, place: int) -> None:
    step, last = lesson.steps[place], place == len(lesson.steps) - 1
    with horizontal():
        action_button("Back", "lesson_back", "arrow_back", progress.go_to, place - 1, disabled=place == 0)
        if isinstance(step, Guess):
            return  # its own button goes on
        if last:
            action_button("Finish", "lesson_finish", "check", progress.open_lesson, "", type="primary")
            return
        waits = isinstance(step, Train) and not run_step.has_ended(step)
        look = {"type": "secondary" if waits else "primary", "disabled": waits}
        look["help"] = "First the run has to end." if waits else None
        action_button("Next", "lesson_next", "arrow_forward", progress.go_to, place + 1, **look)
