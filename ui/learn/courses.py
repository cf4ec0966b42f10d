"""The list of lessons, by course."""

import streamlit as st

from training.lessons.lesson import COURSES, Lesson
from ui.learn import progress
from ui.shared.layout import action_button, horizontal


def draw_courses(lessons: dict[str, Lesson], problems: list[str]) -> None:
    """Draw every course with its lessons, and what is wrong with files that are none."""
    for course in COURSES:
        some = [lesson for lesson in lessons.values() if lesson.course == course]
        if some:
            st.subheader(course)
            for lesson in some:
                _draw_lesson(lesson)
    for problem in problems:
        st.warning(problem, icon=":material/error:")


def _draw_lesson(lesson: Lesson) -> None:
    with st.container(border=True, gap="xsmall"), horizontal(horizontal_alignment="distribute"):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{lesson.title}**")
            st.markdown(lesson.question)
            st.caption(f"{lesson.minutes} minutes · {lesson.level}")
        look = {"help": f"Start the lesson '{lesson.title}'."}
        action_button("Begin", f"begin_{lesson.name}", "play_arrow", progress.open_lesson, lesson.name, **look)
