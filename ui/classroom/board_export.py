"""The board as files: one HTML page that needs nothing else, and tables for spreadsheets. No Streamlit here."""

from datetime import UTC, datetime
from math import floor
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from model.heads import HEADS
from training.lessons.guess_counts import guess_counts
from training.lessons.lesson import Guess, Lesson
from training.lessons.outcome import guess_text, is_guess
from training.lessons.read import lessons
from training.results.class_leaderboard import StudentRun, rankings, worst_head
from training.results.class_table import csv_table, results_csv
from training.results.measures import loss_weights_text, method_label, solved_at, tested
from ui.classroom.board_reader import BoardView
from ui.classroom.board_results import scatter
from ui.classroom.board_students import counts_text, students
from ui.shared.format import percent
from ui.shared.theme import HEAD_STYLES

DASHES = {"solid": "none", "dash": "7 3", "dot": "2 2.5", "dashdot": "7 2.5 2 2.5"}  # as in static/shared/marks.js


def results_file(view: BoardView) -> bytes:
    """A row for each run."""
    return results_csv(view.student_runs)


def guesses_file(view: BoardView) -> bytes:
    """A row for each guess, in words."""
    known, names = lessons()[0], view.nicknames
    rows = []
    for each in view.guesses:
        question = _question(known, each.lesson, each.step)
        words = guess_text(question, each.guess) if question and is_guess(question, each.guess) else each.guess
        place = {"student": names.get(each.owner, ""), "lesson": each.lesson, "step": each.step + 1}
        rows.append(place | {"guess": words, "when": each.moment.isoformat(timespec="seconds")})
    return csv_table(rows)


def board_page(view: BoardView) -> bytes:
    """The board as one HTML page: leaderboard, results, weights, guesses and curves."""
    runs = view.student_runs
    dots = scatter(runs, dict(view.curves), "angle", "heads")
    cards = students(view, "name", "best", lessons()[0])
    page = _TEMPLATES.get_template("board.html.jinja").render(
        name=view.school_class.name,
        moment=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        counts=counts_text(view),
        rankings=rankings(runs, view.surprises),
        heads=_head_looks(),
        rows=[_row(each) for each in runs if tested(each.run)],
        dots=dots,
        low=_tenth_below([value for dot in dots["runs"] for value in dot["values"]]),
        questions=_questions(view, lessons()[0]),
        cards=[card for card in cards if card["run"] and card["run"]["curve"]],
    )
    return page.encode()


def _tenth_below(values: list[float]) -> float:
    """A whole tenth below all values, at which the axis begins."""
    return min(0.9, floor(10 * min(values, default=1.0) + 1e-9) / 10)


def _head_looks() -> list[dict[str, str]]:
    """Colour and dash of each head; that which is the colour of text on a page is so here."""
    return [
        {
            "name": name,
            "colour": look.colour if look.colour.startswith("#") else "currentColor",
            "dash": DASHES[look.dash],
        }
        for name, look in HEAD_STYLES.items()
    ]


def _row(each: StudentRun) -> dict[str, Any]:
    run, step = each.run, solved_at(each.run)
    method = "" if run.settings.method == "manual" else f", {method_label(run.settings)}"
    return {
        "student": each.student,
        "name": run.name,
        "weights": f"{loss_weights_text(run.settings)}{method}",
        "scores": [percent(tested(run)[head]) for head in HEADS],
        "worst": percent(worst_head(run) or 0.0),
        "exact": percent(tested(run)["exact"]),
        "solved": f"{step:,}" if step else "never",
    }


def _questions(view: BoardView, known: dict[str, Lesson]) -> list[dict[str, Any]]:
    """The guess steps with their answers."""
    answers: dict[tuple[str, int], list[str]] = {}
    for each in view.guesses:
        answers.setdefault((each.lesson, each.step), []).append(each.guess)
    questions = []
    for (name, step), guesses in answers.items():
        if question := _question(known, name, step):
            counts = guess_counts(question, guesses)
            most = max((answer.count for answer in counts), default=1) or 1
            title = f"{known[name].title}: {question.title}"
            questions.append({"title": title, "text": question.text, "counts": counts, "most": most})
    return questions


def _question(known: dict[str, Lesson], lesson: str, step: int) -> Guess | None:
    steps = known[lesson].steps if lesson in known else ()
    question = steps[step] if 0 <= step < len(steps) else None
    return question if isinstance(question, Guess) else None


_TEMPLATES = Environment(
    loader=FileSystemLoader([Path(__file__).parent, Path(__file__).parents[1] / "report"]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
