"""What the class guessed at a step of a lesson: hidden until its teacher shows it."""

import streamlit as st

from runs.class_records import ClassRecord
from training.lessons.lesson import Guess, Lesson
from training.lessons.read import lessons
from ui.classroom import board_actions
from ui.classroom import board_fields as fields
from ui.classroom.board_live import REFRESH
from ui.classroom.board_reader import BoardView, board_reader
from ui.shared.guess_histogram import draw_guess_histogram
from ui.shared.layout import action_button, horizontal
from ui.shared.url_widgets import selectbox

_NONE = "Nobody has guessed yet. Lead the class to a step of a lesson that asks for a guess."


def draw_guesses(view: BoardView) -> None:
    """A guess step, how many have guessed, and their answers once these are shown."""
    labels = question_labels(view, lessons()[0])
    if not labels:
        st.info(_NONE, icon=":material/help:")
        return
    field = fields.QUESTION.given(valid=None, default=next(iter(labels)))
    question = selectbox("Guess", field, labels, label_visibility="collapsed", width=520)
    lesson, _, step = question.rpartition("/")
    guess_step = lessons()[0][lesson].steps[int(step)]
    assert isinstance(guess_step, Guess)
    st.markdown(guess_step.text)
    st.fragment(_draw_fragment, run_every=REFRESH)(view.school_class.id, question)


def question_labels(view: BoardView, known: dict[str, Lesson]) -> dict[str, str]:
    """The guess steps that somebody answered, and those of the lesson that most are in; the newest answer first."""
    questions = [f"{guess.lesson}/{guess.step}" for guess in reversed(view.guesses)]
    for member in view.members:
        lesson = known.get(member.lesson)
        questions += [f"{member.lesson}/{place}" for place in (_guess_steps(lesson) if lesson else ())]
    labels = {}
    for question in dict.fromkeys(questions):
        lesson, step = known.get(question.rpartition("/")[0]), int(question.rpartition("/")[2])
        if lesson and step in _guess_steps(lesson):
            labels[question] = f"{lesson.title}: {lesson.steps[step].title}"
    return labels


def _guess_steps(lesson: Lesson) -> list[int]:
    return [place for place, step in enumerate(lesson.steps) if isinstance(step, Guess)]


def _draw_fragment(class_id: str, question: str) -> None:
    view = board_reader(class_id).view()
    if view is None:
        st.rerun()
    lesson, _, step = question.rpartition("/")
    guesses = [each.guess for each in view.guesses if (each.lesson, each.step) == (lesson, int(step))]
    shown = question in view.school_class.revealed
    with horizontal():
        st.markdown(f"**{len(guesses)} of {len(view.members)}** have guessed.", width="content")
        _draw_button(view.school_class, question, shown)
    if not shown:
        st.info("The answers are hidden until you show them.", icon=":material/visibility_off:")
        return
    guess_step = lessons()[0][lesson].steps[int(step)]
    assert isinstance(guess_step, Guess)
    draw_guess_histogram(guess_step, guesses, key="class_guesses")


def _draw_button(school_class: ClassRecord, question: str, shown: bool) -> None:
    label, icon = ("Hide", "visibility_off") if shown else ("Show to the class", "visibility")
    look = {"type": "secondary" if shown else "primary", "help": "Students see it too, at this step of the lesson."}
    action_button(label, "reveal_guesses", icon, board_actions.reveal, school_class.id, question, not shown, **look)
