"""A lesson on one page of paper: its question, the guess, the learner's own curve and numbers, and room for answers."""

import re
from functools import partial

import streamlit as st

from model.heads import HEADS
from runs.history import HistoryPoint
from training.lessons.expression import Expression, Numbers
from training.lessons.lesson import Guess, Lesson, Reveal, Train
from training.lessons.outcome import guess_text, number_text
from training.settings import SettingsError
from ui.learn import progress
from ui.learn.run_numbers import run_numbers
from ui.report.blocks import Block, Curves, Figures, Heading, Listing, Paragraph, Table
from ui.report.curves import curves_figure, head_lines, validation_accuracy
from ui.report.html import report_html
from ui.report.pdf import report_pdf
from ui.shared.layout import download_button, horizontal
from ui.shared.run_view import view_of

_LINE = "_" * 60
_CURVES_AT_MOST = 2  # of a page
_FORMS = {"html": ("Worksheet, HTML", "text/html"), "pdf": ("Worksheet, PDF", "application/pdf")}


def draw_worksheet(lesson: Lesson) -> None:
    """Draw the buttons that download it. A file is made outside of the session, and takes along what that knows."""
    guesses, ids = progress.guesses(lesson), progress.runs()
    numbers = run_numbers() if set(lesson.runs) <= set(ids) else None
    with horizontal():
        for form, (label, mime) in _FORMS.items():
            make = partial(_file, form, lesson, guesses, numbers, ids)
            download_button(label, make, f"lineheads-{lesson.name}.{form}", mime, f"worksheet_{form}")


def _file(
    form: str, lesson: Lesson, guesses: dict[int, str], numbers: Numbers | None, ids: dict[str, list[str]]
) -> bytes:
    blocks = worksheet(lesson, guesses, numbers, _points(lesson, ids))
    return report_html(blocks, sheet=True).encode() if form == "html" else report_pdf(blocks)


def _points(lesson: Lesson, ids: dict[str, list[str]]) -> dict[str, list[HistoryPoint]]:
    """The curves of the learner's runs, by their labels."""
    views = {plan.label: view_of(ids[name][0]) for name, plan in lesson.runs.items() if name in ids}
    return {label: view.points for label, view in views.items() if view and len(view.points) > 1}


def worksheet(
    lesson: Lesson, guesses: dict[int, str], numbers: Numbers | None, points: dict[str, list[HistoryPoint]]
) -> list[Block]:
    """The page as blocks of a report; empty lines where the learner has nothing yet."""
    blocks: list[Block] = [
        Heading(lesson.title, 1),
        Paragraph(f"{lesson.question} About {lesson.minutes} minutes. Name: {'_' * 30}"),
    ]
    for place, step in enumerate(lesson.steps):
        if isinstance(step, Guess):
            blocks += _guess_blocks(step, guesses.get(place))
        elif isinstance(step, Train) and not any(isinstance(block, Figures) for block in blocks):
            blocks += _curves([lesson.runs[name].label for name in step.runs], points)
    questions = [Paragraph(text) for question in lesson.ask_after for text in (plain(question), _LINE)]
    return [*blocks, *_numbers_table(lesson, numbers), Heading("Questions", 3), *questions]


def plain(text: str) -> str:
    """Markdown without its signs."""
    return re.sub(r"\*\*?|`", "", " ".join(text.split()))


def _guess_blocks(step: Guess, guess: str | None) -> list[Block]:
    blocks: list[Block] = [Heading(step.title, 3), Paragraph(plain(step.text))]
    if guess is not None:
        return [*blocks, Paragraph(f"My guess: {guess_text(step, guess)}.")]
    if step.choices:
        return [*blocks, Listing(tuple(f"[  ] {choice.label}" for choice in step.choices))]
    return [*blocks, Paragraph(f"My guess: {_LINE}")]


def _numbers_table(lesson: Lesson, numbers: Numbers | None) -> list[Block]:
    """One for all reveals: the page is full."""
    reveals = [step for step in lesson.steps if isinstance(step, Reveal)]
    rows = {label: _value(expression, numbers) for step in reveals for label, expression in step.numbers.items()}
    return [Table("What my run says.", ("", "my run"), tuple(rows.items()))] if rows else []


def _value(expression: Expression, numbers: Numbers | None) -> str:
    try:
        return "__________" if numbers is None else number_text(expression, numbers)
    except SettingsError:  # the run has left no network
        return "__________"


def _curves(labels: list[str], points: dict[str, list[HistoryPoint]]) -> list[Block]:
    """Validation accuracy of the learner's first runs, side by side."""
    figures = []
    for label in labels[-_CURVES_AT_MOST:]:
        known = [point for point in points.get(label, []) if point.validation_accuracy]
        if len(known) > 1:
            chart = Curves("step", "accuracy", head_lines(known, validation_accuracy), shares=True)
            figures.append(curves_figure(label, "Accuracies", chart))
    heads = ", ".join(HEADS)
    return [Figures(tuple(figures), f"Accuracy of {heads} on the validation pictures.")] if figures else []


def worksheet_caption() -> None:
    st.caption("One page to print: the questions, your guesses, and your own curves and numbers if there are some.")
