"""A worksheet is made outside of the session, and has what the learner guessed and trained there."""

from contextlib import nullcontext
from types import SimpleNamespace

import streamlit as st

from training.lessons.read import lessons
from ui.learn import worksheet


def test_a_worksheet_has_the_guess_the_curve_and_the_numbers_of_the_session(monkeypatch, make_point):
    files, points = {}, [make_point(0), make_point(20)]
    monkeypatch.setattr(worksheet, "horizontal", nullcontext)
    monkeypatch.setattr(worksheet, "download_button", lambda label, make, *_: files.update({label: make}))
    monkeypatch.setattr(worksheet, "view_of", lambda run_id: run_id == "myrun" and SimpleNamespace(points=points))
    monkeypatch.setattr(worksheet, "run_numbers", lambda: lambda _: [400.0])
    monkeypatch.setattr(worksheet, "curves_figure", lambda label, *_: label)
    monkeypatch.setattr(worksheet, "report_html", lambda blocks, sheet: repr(blocks))
    monkeypatch.setattr(st, "session_state", {"guess": "1~angle.colour.width.length", "lesson_runs": "plain~myrun"})
    worksheet.draw_worksheet(lessons()[0]["who-wakes-first"])
    monkeypatch.setattr(st, "session_state", {})
    blocks = files["Worksheet, HTML"]().decode()
    assert "My guess: angle, then colour, then width, then length." in blocks
    assert "figures=('Four heads, equal weights',)" in blocks
    assert "'step 400'" in blocks
