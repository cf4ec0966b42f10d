"""The page Learn: the course list, and lessons that are gone."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from training.lessons.read import lessons

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
