"""The page Learn: the course list, and lessons that are gone."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from tests.tiers import cases
from training.lessons.claims import lesson_names
from training.lessons.expression import numbers_from
from training.lessons.lesson import Guess
from training.lessons.read import lessons
from ui.learn import steps
from ui.learn.worksheet import worksheet
from ui.report.html import report_html
from ui.report.pdf import report_pdf
from ui.shared import session_keys
from ui.shared.run_view import reader

pytestmark = pytest.mark.slow
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


def test_a_reveal_of_a_run_that_is_gone_says_what_to_do():
    app = opened(lesson="who-wakes-first", lesson_step="3", guess="1~length.width.colour.angle", lesson_runs="plain~no")
    assert (
        app.warning[0].value == "The run plain has left no network, or is not here any more. Go back and train again."
    )


def test_a_reveal_of_a_run_that_was_stopped_says_so(store, make_run, monkeypatch):
    app = opened(lesson="who-wakes-first", lesson_step="3", guess="1~length.width.colour.angle",
                 lesson_runs=f"plain~{make_run('stopped')}")  # fmt: skip
    assert len(app.warning) == 1, "it has left no network"
    monkeypatch.setattr(steps, "run_numbers", lambda: lambda _: [80.0])
    assert [warning.value for warning in app.run().warning][-1].startswith("A run was stopped before its end")


def test_a_reveal_reads_the_filters_of_a_network():
    runs = {"lesson_runs": "plain~fast", "guess": "1~32"}
    app = opened(lesson="which-filter-is-whose", lesson_step="3", **runs)
    assert "of 64" in app.info[0].value


def test_a_count_is_guessed_in_whole_numbers():
    (slider,) = opened(lesson="which-filter-is-whose", lesson_step="1").select_slider
    assert slider.options[:3] == ["0", "2", "3"]
    assert slider.options[-1] == "64"


def test_an_order_that_is_confirmed_at_once_is_the_new_one():
    app = opened(lesson="who-wakes-first", lesson_step="1")
    (down,) = (button for button in app.button if button.key.endswith("_length_arrow_downward"))
    down.click()
    app.button(key="lesson_guess").click().run()  # in the same run: the button was drawn with the order before
    assert "".join(app.query_params["guess"]) == "1~width.length.colour.angle"


def test_a_run_can_be_paused_before_the_change_of_its_weights(store, make_run):
    run = make_run("running", steps=range(0, 301, 20), total=620)
    app = opened(lesson="move-a-weight", lesson_step="2", lesson_runs=f"moved~{run}")
    app.button(key="lesson_pause").click().run()
    assert store.control(run).state == "pause"
    store.set_status(run, "paused")
    reader(run).expire()
    app.run()
    assert app.button(key="lesson_pause").label == "Resume"
    assert "lesson_change" not in {button.key for button in app.button}
    app.button(key="lesson_pause").click().run()
    assert store.control(run).state == "run"


def test_at_its_step_the_button_changes_the_weights(store, make_run):
    run = make_run("paused", steps=range(0, 321, 20), total=620)
    app = opened(lesson="move-a-weight", lesson_step="2", lesson_runs=f"moved~{run}")
    assert "lesson_pause" not in {button.key for button in app.button}
    app.button(key="lesson_change").click().run()
    assert store.control(run).weights["angle"] == 0
    assert store.control(run).state == "run"


def test_training_again_takes_the_next_seed_for_all_that_is_compared(store, make_run):
    ids = {name: make_run("done") for name in ("equal", "hungry", "starved")}
    runs = ".".join(f"{name}~{run}" for name, run in ids.items())
    app = opened(lesson="starve-a-head", lesson_step="5", lesson_runs=runs)
    assert any("Trained with seed 0." in caption.value for caption in app.caption)
    (again,) = (button for button in app.button if button.key == "lesson_again")
    assert again.label == "Train again with seed 1"
    again.click().run()
    new = [run for run in store.runs() if run.id not in ids.values()]
    assert [run.settings.seed for run in new] == [1, 1, 1]
    assert {run.settings.weights["angle"] for run in new} == {1, 0.1, 0.01}
    (next_step,) = (button for button in app.button if button.key == "lesson_next")
    assert next_step.disabled


def test_a_later_step_takes_the_seed_of_those_before(store, make_run):
    runs = f"equal~{make_run('done', seed=4)}.hungry~{make_run('done', seed=4)}"
    app = opened(lesson="starve-a-head", lesson_step="5", lesson_runs=runs)
    (train,) = (button for button in app.button if button.key == "lesson_train")
    train.click().run()
    assert [run.settings.seed for run in store.runs() if not run.finished] == [4]


def longest_guess(step):
    if step.choices:
        return max(step.choices, key=lambda choice: len(choice.label)).name
    return ".".join(step.order) if step.order else f"{step.low:g}"


@pytest.mark.parametrize("name", cases(lessons()[0], {"who-wakes-first"}))
def test_a_worksheet_can_be_made_with_and_without_runs_and_takes_one_page(name, make_point):
    lesson = lessons()[0][name]
    points = {plan.label: [make_point(step) for step in range(40)] for plan in lesson.runs.values()}
    numbers = numbers_from({number: [0.5] for number in lesson_names(lesson)})
    guesses = {place: longest_guess(step) for place, step in enumerate(lesson.steps) if isinstance(step, Guess)}
    for blocks in (worksheet(lesson, {}, None, {}), worksheet(lesson, guesses, numbers, points)):
        page = report_html(blocks)
        assert lesson.title.replace("&", "&amp;") in page
        assert "**" not in page
        file = report_pdf(blocks)
        assert file.startswith(b"%PDF")
        assert len(PdfReader(io.BytesIO(file)).pages) == 1


def test_the_guesses_of_a_class_are_shown_once_its_teacher_shows_them(store, open_app):
    class_ = store.create_class("4b")[0]
    for owner, nickname, guess in (("a" * 16, "Ada", "length.width.colour.angle"), ("b" * 16, "Bo", "nonsense")):
        store.join(class_.id, owner, nickname)
        store.record_guess(owner, "who-wakes-first", 1, guess)
    app = open_app("learn", lesson="who-wakes-first", lesson_step="1")
    app.session_state[session_keys.BROWSER] = "a" * 16

    def titles():
        return [title.value for title in app.run().subheader]

    assert "What your class guessed" not in titles()
    store.reveal(class_.id, "who-wakes-first", 1)
    assert "What your class guessed" in titles()
    app.session_state[session_keys.BROWSER] = "c" * 16  # in no class
    assert "What your class guessed" not in titles()


def test_a_guess_is_kept_for_the_class(store, open_app):
    class_ = store.create_class("4b")[0]
    store.join(class_.id, "a" * 16, "Ada")
    for owner in ("a" * 16, "c" * 16):  # and one in no class
        app = open_app("learn", lesson="who-wakes-first", lesson_step="1")
        app.session_state[session_keys.BROWSER] = owner
        app.button(key="lesson_guess").click().run()
        assert not app.exception
    kept = [(guess.owner, guess.lesson, guess.step, guess.guess) for guess in store.guesses(class_.id)]
    assert kept == [("a" * 16, "who-wakes-first", 1, "length.width.colour.angle")]
