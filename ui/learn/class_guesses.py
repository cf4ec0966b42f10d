"""What the learner's class guessed at a step of a lesson, once its teacher shows it."""

import streamlit as st

from training.lessons.lesson import Guess, Lesson
from ui.learn import progress
from ui.shared import membership, session_keys
from ui.shared.guess_histogram import draw_guess_histogram


def draw_class_guesses(lesson: Lesson, place: int) -> None:
    """Draw the answers at a guess step, with one's own marked; nothing before they are shown."""
    guesses, question = membership.shown_guesses(lesson.name, place), lesson.steps[place]
    if guesses is not None and isinstance(question, Guess):
        st.subheader("What your class guessed")
        draw_guess_histogram(question, guesses, session_keys.CLASS_GUESSES, progress.guesses(lesson).get(place))
