"""Where a class is led: what a text says, and what a student keeps on the way there."""

import pytest
import streamlit as st

from runs.home import REPOSITORY
from ui.shared import class_push
from ui.shared.class_push import PAGE_TITLES, Push, go_there, parse_push, push_text
from ui.shared.url_state import Field

STEP = Push("learn", {"lesson": "who-wakes-first", "lesson_step": "1"})


def test_every_page_but_the_classroom_has_its_title():
    pages = {path.stem for path in (REPOSITORY / "pages").glob("*.py")}
    assert PAGE_TITLES.keys() == pages - {"classroom"}


@pytest.mark.parametrize("page", PAGE_TITLES)
def test_every_page_can_be_pushed(page):
    push = Push(page, {"network": "fast"})
    assert parse_push(push.query) == push
    assert parse_push(f"http://school.example:8501/base/{page}?network=fast") == push


@pytest.mark.parametrize(
    ("text", "push"),
    [
        ("http://localhost:8501/home?line=1~2", Push("explore", {"line": "1~2"})),
        ("http://localhost:8501/", Push("explore")),
        ("learn?lesson=race&guess=1~a&lesson_runs=a~b&present=1&show=x&embed=true", Push("learn", {"lesson": "race"})),
        ("classroom?board=secret", None),
        ("/etc/passwd", None),
        ("http://[", None),
        ("", None),
        ("train?find=a%00b", Push("train")),
    ],
)
def test_a_text_is_a_page_and_what_is_not_the_teachers_alone(text, push):
    assert parse_push(text) == push


def test_it_is_said_in_words():
    assert push_text(STEP) == "Learn: Who wakes first?, step 2"
    assert push_text(Push("learn", {"lesson": "gone"})) == "Learn"
    assert push_text(Push("look_inside")) == "Look inside"
    assert push_text(Push("learn", {"lesson": "who-wakes-first", "lesson_step": "x" * 9})).endswith("step 1")


@pytest.fixture
def session(monkeypatch):
    """A session in a lesson, with settings, a drawing and a run; calling it goes somewhere and returns the link."""
    values, links = {}, []
    monkeypatch.setattr(st, "session_state", values)
    monkeypatch.setattr(st, "query_params", {})
    monkeypatch.setattr(class_push, "switch_page", lambda page, link: links.append((page, link)))
    for name in ("weight_angle", "preset", "line", "run", "lesson", "guess", "lesson_runs"):
        Field(name).choose({"lesson": "who-wakes-first"}.get(name, "mine"))

    def go(push):
        go_there(push)
        return links[-1]

    go.values = values
    return go


def test_settings_are_those_of_the_push_as_in_a_new_session(session):
    push = Push("train", {"weight_length": "5"})
    assert session(push) == ("pages/train.py", push.link)
    assert not {"weight_angle", "preset"} & session.values.keys()
    for own in ("line", "run", "guess", "lesson_runs"):
        assert session.values[own] == "mine"


def test_in_the_same_lesson_the_own_guesses_and_runs_stay(session):
    assert session(STEP) == ("pages/learn.py", STEP.link | {"guess": "mine", "lesson_runs": "mine"})
    assert session.values["run"] == "mine"


def test_another_lesson_begins_without_those_of_the_one_before(session):
    push = Push("learn", {"lesson": "race"})
    assert session(push) == ("pages/learn.py", push.link)
    assert not {"guess", "lesson_runs", "lesson"} & session.values.keys()
    assert st.query_params == {"line": "mine", "run": "mine"}
