"""A worksheet is made outside of the session, and has what the learner guessed and trained there."""

import re

from streamlit.testing.v1 import AppTest

from ui.learn import worksheet
from ui.shared.run_view import shipped_run

LINK = {"lesson": "who-wakes-first", "guess": "1~angle.colour.width.length", "lesson_runs": "plain~fast"}


def page():
    from training.lessons.read import lessons
    from ui.learn import fields, worksheet

    for field in fields.FIELDS:
        field.given(valid=lambda text: True).follow()
    worksheet.draw_worksheet(lessons()[0]["who-wakes-first"])


def test_a_worksheet_has_the_guess_the_curve_and_the_numbers_of_the_session(monkeypatch):
    files = {}
    monkeypatch.setattr(worksheet, "download_button", lambda label, make, *_: files.update({label: make}))
    monkeypatch.setattr(worksheet, "view_of", lambda run_id: shipped_run())
    app = AppTest.from_function(page, default_timeout=20)
    app.query_params.update(LINK)
    app.run()
    assert not app.exception
    text = files["Worksheet, HTML"]().decode()
    assert "My guess: angle, then colour, then width, then length." in text
    assert "Accuracy of length" in text, "the curve"
    assert re.search(r"angle at 95[^.]*step \d", text), "the numbers"
