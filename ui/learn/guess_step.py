"""A step that asks for a guess: one of several, a number, or an order. All of it works by keyboard."""

import streamlit as st

from training.lessons.lesson import Guess, Lesson
from training.lessons.measures import unit_of
from training.lessons.outcome import SEPARATOR, value_text
from ui.learn import progress
from ui.learn.class_guesses import draw_class_guesses
from ui.shared import session_keys
from ui.shared.layout import action_button, horizontal
from ui.shared.theme import HEAD_STYLES

_NOTE = "Any guess is fine: it is kept to be compared with your run."


def draw_guess(lesson: Lesson, place: int, step: Guess) -> None:
    """Draw the question; its button keeps the guess and goes on."""
    st.markdown(step.text)
    draw = {"choices": _draw_choices, "number": _draw_number, "order": _draw_order}[step.kind]
    guess = draw(lesson, place, step, progress.guesses(lesson).get(place))
    look = {"type": "primary", "disabled": guess is None, "help": _NOTE}
    action_button("That is my guess", "lesson_guess", "check", _take, lesson, place, guess, **look)
    draw_class_guesses(lesson, place)


def _take(lesson: Lesson, place: int, guess: str) -> None:
    """Keep the guess as it is now: it may be another since the page was drawn with this button."""
    value = st.session_state.get(session_keys.guess(lesson.name, place), guess)
    progress.take_guess(lesson, place, _text(value))


def _text(value: str | float | list[str]) -> str:
    """A choice, a number or an order as the link has it."""
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return value if isinstance(value, str) else f"{value:g}"


def _draw_choices(lesson: Lesson, place: int, step: Guess, before: str | None) -> str | None:
    names = [choice.name for choice in step.choices]
    labels = {choice.name: choice.label for choice in step.choices}
    index = names.index(before) if before else None
    key = session_keys.guess(lesson.name, place)
    return st.radio(step.title, names, index, labels.__getitem__, key, label_visibility="collapsed")


def _draw_number(lesson: Lesson, place: int, step: Guess, before: str | None) -> str | None:
    assert step.answer is not None
    name = step.answer.names[0]
    unit = unit_of(name.measure, name.details)
    width = step.high - step.low
    digits = 0 if unit == "count" else 4
    values = list(dict.fromkeys(round(step.low + width * i / 40, digits) for i in range(41)))
    start = min(values, key=lambda value: abs(value - (float(before) if before else step.low + width / 2)))
    key, shown = session_keys.guess(lesson.name, place), lambda value: value_text(value, unit)
    return _text(st.select_slider(step.title, values, start, shown, key, label_visibility="collapsed"))


def _draw_order(lesson: Lesson, place: int, step: Guess, before: str | None) -> str | None:
    """Rows with buttons that move them up."""
    key = session_keys.guess(lesson.name, place)
    order: list[str] = st.session_state.setdefault(key, before.split(SEPARATOR) if before else list(step.order))
    for i, name in enumerate(order):
        with horizontal(width=340):
            st.markdown(f"{i + 1}. :material/{HEAD_STYLES[name].icon}: **{name}**", width=110)
            for move, label, icon in ((-1, "Up", "arrow_upward"), (1, "Down", "arrow_downward")):
                look = {"disabled": not 0 <= i + move < len(order), "help": f"Move {name} {label.lower()}."}
                action_button(label, f"{key}_{name}_{icon}", icon, _move, key, name, move, **look)
    return _text(order)


def _move(key: str, name: str, move: int) -> None:
    order = list(st.session_state[key])
    place = order.index(name)
    to = min(len(order) - 1, max(0, place + move))
    order[place], order[to] = order[to], order[place]
    st.session_state[key] = order
