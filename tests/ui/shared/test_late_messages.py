"""A message that the browser sent before it heard of the new address brings nothing old back."""

from functools import partial
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import local_script_runner

from ui.compare import fields as compare
from ui.evaluate import fields as evaluate
from ui.shared import fields, url_state

pytestmark = pytest.mark.slow


def late_message(app, before):
    """The page runs again with an address of before; returns the address that it then has."""
    app.query_params.clear()
    for name, value in before.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return address(app)


def address(app):
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def choose(name, value):
    return lambda app, press: app.selectbox(key=name).set_value(value).run()


CHANGES = {
    "run": ("train", {}, lambda app, press: press(app, "start"), fields.RUN),
    "network": ("look_inside", {"network": "robust"}, choose("network", "fast"), fields.NETWORK),
    "picture": ("look_inside", {}, lambda app, press: press(app, "random_line"), fields.CANVAS_LINE),
    "data set": ("evaluate", {"test_set": "smooth"}, choose("test_set", "wobble"), evaluate.TEST_SET),
    "section": (
        "compare",
        {},
        lambda app, press: app.button_group(key=compare.SECTION.name).set_value("leaderboard").run(),
        compare.SECTION,
    ),
}

HISTORY = SimpleNamespace(is_history_navigation=True, fragment_ids_this_run=None, has_script_started=True)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_late_message_changes_nothing(open_app, press, kind):
    page, link, change, field = CHANGES[kind]
    app = open_app(page, **link)
    before = address(app)
    change(app, press)
    after = address(app)
    assert after.get(field.name) != before.get(field.name), "nothing was changed"
    for _ in range(2):
        assert late_message(app, before).get(field.name) == after[field.name]


def test_a_run_that_was_started_is_shown_however_late_messages_come(open_train, press, make_run, monkeypatch):
    first = make_run()
    app = open_train(run=first)
    before = address(app)
    press(app, "start")
    started = address(app)["run"]
    assert started != first
    for _ in range(3):
        assert late_message(app, before)["run"] == started
    monkeypatch.setattr(url_state, "get_script_run_ctx", lambda **_: HISTORY)
    assert late_message(app, before)["run"] == first, "the user went back to it"


@pytest.fixture
def look(monkeypatch):
    """A live part of the page looks again: the browser sends all it knows, and draws that part alone."""

    def send(app):
        shown = app._tree
        with monkeypatch.context() as patch:
            in_part = partial(local_script_runner.RerunData, fragment_id_queue=["a live part"])
            patch.setattr(local_script_runner, "RerunData", in_part)
            app.run()
        app._tree = shown

    return send


def test_a_choice_that_came_with_the_message_of_a_live_part_changes_all_that_it_should(open_train, look):
    link = {"preset": "coursework-v3", "seed": "41", "weight_angle": "20"}
    app = open_train(**link)
    app.selectbox(key="preset").set_value("fast")
    look(app)
    assert late_message(app, link).keys().isdisjoint(link)
    assert app.number_input(key="seed").value == 0
    assert app.select_slider(key="weight_angle").value == 1


def test_what_the_user_changed_after_it_stays(open_train, look):
    app = open_train(preset="coursework-v3", seed="41")
    app.selectbox(key="preset").set_value("fast")
    look(app)
    app.number_input(key="seed").set_value(7).run()
    assert app.number_input(key="seed").value == 7


def test_a_message_from_before_a_start_does_not_bring_the_run_before_back(open_train, press, make_run):
    first = make_run()
    app = open_train(run=first)
    before, shown = address(app), app._tree
    press(app, "start")
    started = address(app)["run"]
    app._tree = shown
    app.selectbox(key="run").select(first)  # as it was
    assert late_message(app, before)["run"] == started
