"""The page Classroom: start a class, join it, and what a student sees then."""

import pytest

from ui.classroom.attempts import OF_BROWSER
from ui.shared import class_push, session_keys

pytestmark = pytest.mark.slow

OWNER = "ada_token_1234567"


@pytest.fixture
def school_class(store):
    return store.create_class("4b *Tuesday*")[0]


@pytest.fixture
def join(open_app, school_class):
    """Types a code and a nickname into the form; the link has the code if none is given."""

    def join(nickname, code=None, app=None):
        app = app or open_app("classroom", **({} if code else {"join": school_class.code}))
        app.session_state[session_keys.BROWSER] = OWNER
        if code:
            app.text_input(key=session_keys.JOIN_CODE).set_value(code)
        app.text_input(key=session_keys.NICKNAME).set_value(nickname)
        app.button(key="join_button").click().run()
        assert not app.exception
        return app

    return join


def texts(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info, *app.subheader))


def test_a_class_is_started_and_its_secret_shown_once(open_app, store):
    app = open_app("classroom")
    app.button(key="start_class_button").click().run()
    assert "1 to 60 characters" in app.error[0].value
    app.text_input(key=session_keys.CLASS_NAME).set_value("4b")
    app.button(key="start_class_button").click().run()
    board, link = (code.value for code in app.code)
    class_ = store.class_of_secret(board.partition("board=")[2])
    assert class_.name == "4b"
    assert link.endswith(f"?join={class_.code}")
    assert class_.code in "".join(html.proto.body for html in app.get("html"))
    app.button(key="start_another").click().run()
    assert not app.code
    assert not open_app("classroom").code


def test_a_student_joins_by_link_sees_the_class_and_leaves(store, school_class, join):
    app = join("Ada")
    assert [member.nickname for member in store.members(school_class.id)] == ["Ada"]
    assert r"4b \*Tuesday\*" in texts(app)
    assert "You are **Ada** here." in texts(app)
    assert "join" not in app.query_params
    store.create_run("mine", {}, owner=OWNER)
    store.pause(school_class.id)
    app.run()
    assert "waits: number 1 in the queue, starts when a worker is free" in texts(app)
    assert "paused new training" in texts(app)
    app.button(key="leave_class").click().run()
    assert "You left the class" in app.info[0].value
    assert store.members(school_class.id) == []
    assert len(store.runs()) == 1


def test_a_wrong_nickname_is_told_and_nothing_that_was_typed_is_lost(school_class, store, join):
    app = join("<b>Ada</b>")
    assert "Use letters" in app.error[0].value
    assert app.text_input(key=session_keys.JOIN_CODE).value == school_class.code
    store.join(school_class.id, "another", "Ada")
    assert "already" in join("ADA", app=app).error[0].value
    assert not join("Ada 2", app=app).error


@pytest.mark.parametrize("code", [" ", "BBBBB", "BBB-BBBB"])
def test_a_code_that_is_not_whole_is_no_guess(code, join):
    for _ in range(OF_BROWSER.free + 2):
        assert "A code has 6 letters" in join("Ada", code=code).error[0].value


def test_wrong_codes_are_told_and_slowed_down(school_class, join):
    app = join("Ada", code="BBBBBB")
    assert "No class has this code" in app.error[0].value
    for _ in range(OF_BROWSER.free):
        join("Ada", code="BBBBBB", app=app)
    assert "Wait 2 seconds" in app.error[0].value
    assert "Wait" in join("Ada", code=school_class.code, app=app).error[0].value


def test_removed_and_ended_are_said_in_words(school_class, store, join):
    app = join("Ada")
    store.remove_member(school_class.id, OWNER)
    assert "took you out of the class" in app.run().info[0].value
    assert "Ask to be let in again" in join("Ada", code=school_class.code, app=app).error[0].value
    store.readmit_member(school_class.id, OWNER)
    assert join("Ada", code=school_class.code, app=app).button(key="leave_class")
    store.end_class(school_class.id)
    assert "has ended" in app.run().info[0].value
    assert "has ended" in join("Ada", code=school_class.code, app=app).error[0].value
    store.delete_class(school_class.id)
    assert not app.run().info


def test_the_way_to_what_the_teacher_pushed_and_back(school_class, store, join, monkeypatch):
    pages = []  # AppTest opens none from a callback
    monkeypatch.setattr(class_push, "switch_page", lambda page, link: pages.append(page))
    app = join("Ada")
    assert "Your teacher leads nowhere now" in texts(app)
    store.push(school_class.id, "learn?lesson=who-wakes-first&lesson_step=1")
    app.run()
    assert "Learn: Who wakes first?, step 2" in texts(app).replace("\\", "")
    app.button(key="own_way").click().run()
    assert "you go your own way" in texts(app)
    assert not store.members(school_class.id)[0].following
    app.button(key="go_there").click().run()
    assert not app.exception
    member = store.members(school_class.id)[0]
    assert (member.following, member.followed, pages) == (True, 1, ["pages/learn.py"])
