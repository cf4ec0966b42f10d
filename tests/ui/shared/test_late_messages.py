"""A message that the browser sent before it heard of the new address brings nothing old back."""

from types import SimpleNamespace

import pytest

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
    monkeypatch.setattr(url_state, "get_script_run_ctx", lambda **_: SimpleNamespace(is_history_navigation=True))
    assert late_message(app, before)["run"] == first, "the user went back to it"
