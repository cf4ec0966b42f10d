"""The page Learn: the course list, and lessons that are gone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from training.lessons.claims import lesson_names
from training.lessons.expression import numbers_from
from training.lessons.read import lessons
from ui.learn.worksheet import worksheet
from ui.report.html import report_html
from ui.report.pdf import report_pdf

PAGE = Path(__file__).resolve().parents[3] / "pages" / "learn.py"


def opened(**link):
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, text in link.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    return app


def test_the_list_has_a_button_for_every_lesson():
    app = opened()
    assert [button.key for button in app.button] == [f"begin_{name}" for name in lessons()[0]]
    app.button[0].click().run()
    assert "".join(app.query_params["lesson"]) == next(iter(lessons()[0]))


def test_a_lesson_that_is_gone_is_told():
    app = opened(lesson="gone")
    assert app.toast[0].value.startswith("This lesson is not here any more")
    assert "lesson" not in app.query_params


def test_a_reveal_without_runs_says_what_to_do():
    app = opened(lesson="who-wakes-first", lesson_step="3", guess="1~length.width.colour.angle")
    assert "Go back and train it" in app.warning[0].value


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if place else ()) for place, name in enumerate(lessons()[0])]
)
def test_a_worksheet_can_be_made_with_and_without_runs(name, make_point):
    lesson = lessons()[0][name]
    points = {plan.label: [make_point(step) for step in range(40)] for plan in lesson.runs.values()}
    numbers = numbers_from({number: [0.5] for number in lesson_names(lesson)})
    for blocks in (worksheet(lesson, {}, None, {}), worksheet(lesson, {}, numbers, points)):
        page = report_html(blocks)
        assert lesson.title.replace("&", "&amp;") in page
        assert "**" not in page
        assert report_pdf(blocks).startswith(b"%PDF")
