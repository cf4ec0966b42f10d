"""The teacher's board as a page: who may open it, what its buttons do, and what students then see."""

import pytest

from ui.classroom import board_actions
from ui.shared import notify, session_keys

pytestmark = pytest.mark.slow

OWNER = "ada_token_1234567"
LESSON, STEP = "angle-takes-over", 1


@pytest.fixture
def started(store):
    """A class and its secret."""
    return store.create_class("4b *Tuesday*")


@pytest.fixture
def open_board(open_app, started):
    """Opens a part of the board by its secret link, where no server takes the secret."""

    def run(part="students"):
        app = open_app("classroom", board=started[1], board_part=part)
        assert "board" not in app.query_params, "the secret leaves the address"
        return app

    return run


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception


def texts(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info, *app.subheader, *app.toast))


def test_the_secret_opens_the_board_and_the_code_does_not(open_app, open_board, started):
    assert r"4b \*Tuesday\*" in texts(open_board())
    for wrong in (started[0].code, started[0].id, "x" * 32):
        app = open_app("classroom", board=wrong)
        assert "Tuesday" not in texts(app)
        assert "board" not in app.query_params


@pytest.mark.parametrize("part", ["students", "guesses", "results", "leaderboard", "lead", "join", "class"])
def test_every_part_opens_without_students(open_board, part):
    assert "Tuesday" in texts(open_board(part))


def test_the_class_is_paused_and_led(store, open_board, started):
    class_id = started[0].id
    app = open_board("lead")
    press(app, "pause_class")
    assert store.school_class(class_id).paused
    press(app, "pause_class")
    assert not store.school_class(class_id).paused
    press(app, "lead_lesson")
    press(app, "lead_arrow_forward")
    assert store.school_class(class_id).pushed == {"query": "learn?lesson=who-wakes-first&lesson_step=1", "number": 2}
    assert r"Learn\: Who wakes first\?\, step 2" in texts(app)
    app.text_input(key=session_keys.LED_ADDRESS).set_value("http://here/train?weight_angle=50&present=1")
    press(app, "lead_address_button")
    assert store.school_class(class_id).pushed["query"] == "train?weight_angle=50"
    app.text_input(key=session_keys.LED_ADDRESS).set_value("http://here/nowhere")
    press(app, "lead_address_button")
    assert "This is no address of a page" in texts(app)
    press(app, "lead_nowhere")
    assert store.school_class(class_id).pushed["query"] == ""


def test_limits_are_set(store, open_board, started):
    app = open_board("lead")
    app.number_input(key=f"{session_keys.CLASS_LIMIT}_runs_waiting").set_value(3)
    app.multiselect(key=f"{session_keys.CLASS_LIMIT}_networks").set_value(["fast"])
    app.toggle(key=f"{session_keys.CLASS_LIMIT}_own_networks").set_value(False)
    app.selectbox(key=f"{session_keys.CLASS_LIMIT}_diagnostics").set_value(0)
    press(app, "set_limits")
    limits = store.school_class(started[0].id).limits
    assert (limits["runs_waiting"], limits["networks"], limits["own_networks"]) == (3, ["fast"], False)
    assert limits["diagnostics"] == 0


def test_students_are_renamed_and_removed_and_the_class_ends(store, open_board, started):
    class_id = started[0].id
    for name in ("Ada", "Ben"):
        store.join(class_id, f"token-of-{name}", name)
    app = open_board("class")
    (field,) = (field for field in app.text_input if field.label == "New nickname")
    field.set_value("<b>")
    press(app, "rename_student")
    assert "A nickname has no such signs" in texts(app)
    field.set_value("Ada L")
    press(app, "rename_student")
    press(app, "remove_student")
    assert [member.nickname for member in store.members(class_id)] == ["Ben"]
    (again,) = (button for button in app.button if button.label == "Let in again")
    press(app, again.key)
    assert store.join(class_id, "token-of-Ada", "Ada").gone == ""
    store.leave("token-of-Ada")
    press(app, "end_class_now")
    assert store.school_class(class_id).ended
    press(app, "delete_class_now")
    assert store.school_class(class_id) is None


def test_guesses_are_hidden_until_they_are_shown(store, open_board, started):
    class_id = started[0].id
    store.join(class_id, OWNER, "Ada")
    store.record_guess(OWNER, LESSON, STEP, "up")
    board = open_board("guesses")
    assert "The answers are hidden" in texts(board)
    press(board, "reveal_guesses")
    assert "The answers are hidden" not in texts(board)
    assert store.school_class(class_id).revealed == [f"{LESSON}/{STEP}"]
    press(board, "reveal_guesses")
    assert store.school_class(class_id).revealed == []


def test_an_act_without_the_secret_changes_nothing(store, started, monkeypatch):
    notices = []
    monkeypatch.setattr(notify, "queue_notice", lambda text, icon="": notices.append(text))
    monkeypatch.setattr(board_actions, "board_classes", lambda: [store.create_class("another")[0]])
    assert not board_actions.change(started[0].id, lambda store, class_id: store.delete_class(class_id))
    assert store.school_class(started[0].id)
    assert "secret link" in notices[0]
