"""Draws a step of a lesson. A kind of step is one entry of `_DRAW`."""

import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from training.lessons.lesson import Guess, Lesson, Look, Reveal, Text, Train, TryNext
from training.lessons.outcome import GuessOutcome, outcome_of
from training.settings import SettingsError
from ui.learn import class_guesses, guess_step, progress, run_step
from ui.learn.run_numbers import run_numbers
from ui.shared import way_back
from ui.shared.format import sentence, unbroken
from ui.shared.layout import action_button
from ui.shared.membership import keep_outcome
from ui.shared.navigation import open_link, open_train

_PAGE_LABELS = {"look_inside": "Look inside"}
_AGAIN = "Is that usual? Go back and train again: the next seed has other first weights."
_STOPPED = "A run was stopped before its end: these are its numbers there. Go back and train again for the whole run."
_RUN = re.compile(r"\{run:(\w+)\}")


def draw_step(lesson: Lesson, place: int) -> None:
    step = lesson.steps[place]
    _DRAW[type(step)](lesson, place, step)


def _draw_text(lesson: Lesson, place: int, step: Text) -> None:
    st.markdown(step.text)


def _draw_run(lesson: Lesson, place: int, step: Train) -> None:
    run_step.draw_run_step(lesson, step)


def _draw_look(lesson: Lesson, place: int, step: Look) -> None:
    st.markdown(step.text)
    if step.watch:
        st.markdown("\n".join(("**Watch there**", "", *(f"- {text}" for text in step.watch))))
    label = page_label(step.page)
    st.caption("The lesson waits at this step: **Back to the lesson** stands there under the title.")
    action_button(
        f"Open {label}", "lesson_look", "open_in_new", _open, step.page, open_link, step.page, _filled(step.link)
    )


def _draw_reveal(lesson: Lesson, place: int, step: Reveal) -> None:
    guess = progress.guesses(lesson).get(step.guess)
    if guess is None:
        st.info("You have not guessed yet. The reveal is more fun after a guess.", icon=":material/help:")
        action_button("To the guess", "lesson_to_guess", "undo", progress.go_to, step.guess)
        return
    try:
        outcome = outcome_of(lesson, step, guess, run_numbers())
    except SettingsError as error:
        st.warning(sentence(str(error)), icon=":material/error:")
        return
    keep_outcome(lesson.name, step.guess, outcome)
    _draw_outcome(outcome)
    if run_step.any_stopped(lesson):
        st.warning(_STOPPED, icon=":material/stop_circle:")
    class_guesses.draw_class_guesses(lesson, step.guess)
    if seeds := run_step.seeds_of(lesson):
        st.caption(f"Trained with {run_step.seed_text(seeds)}. {_AGAIN}")


def _draw_outcome(outcome: GuessOutcome) -> None:
    with st.container(key="outcome"):
        show, icon = (st.success, "check_circle") if outcome.right else (st.info, "lightbulb")
        show(unbroken(outcome.verdict), icon=f":material/{icon}:")
        if outcome.unusual:
            st.warning(outcome.unusual, icon=":material/casino:")
        rows = [("your run says", outcome.answer), *outcome.numbers]
        table = [f"| {unbroken(label)} | **{unbroken(text)}** |" for label, text in rows]
        st.markdown("\n".join([f"| your guess | {outcome.guess} |", "|---|---|", *table]))
        st.markdown(unbroken(outcome.text))


def _draw_try(lesson: Lesson, place: int, step: TryNext) -> None:
    st.markdown(step.text)
    label = f"Open {page_label(step.page)}"
    if step.run:
        settings = lesson.runs[step.run].settings
        action_button(label, "lesson_try", "open_in_new", _open, "train", open_train, settings)
    else:
        link = _filled(step.link)
        action_button(label, "lesson_try", "open_in_new", _open, step.page, open_link, step.page, link)


def _open(page: str, act: Callable[..., None], *args: Any) -> None:
    """Open another page, from which a button leads back."""
    way_back.keep(page_label(page), "the lesson", "pages/learn.py")
    act(*args)


def page_label(page: str) -> str:
    return _PAGE_LABELS.get(page, page.capitalize())


def _filled(link: dict[str, str]) -> dict[str, str]:
    """The link with the ids of the learner's runs; without those that were not trained."""
    ids = progress.runs()
    known = {name: _RUN.sub(lambda match: next(iter(ids.get(match[1], [])), ""), text) for name, text in link.items()}
    return {name: text for name, text in known.items() if text}


_DRAW: dict[type, Callable[[Lesson, int, Any], None]] = {
    Text: _draw_text,
    Guess: guess_step.draw_guess,
    Train: _draw_run,
    Look: _draw_look,
    Reveal: _draw_reveal,
    TryNext: _draw_try,
}
