"""What students' pages hear of their class, and that their question is a heartbeat."""

import json

import pytest
from starlette.requests import Request

from ui.class_news import class_news
from ui.shared.browser import cookie_name, signed_cookie

ADA = "ada_token_1234567"


@pytest.fixture
def ask(store):
    def ask(query="", owner=ADA):
        cookie = [(b"cookie", f"{cookie_name()}={signed_cookie(owner)}".encode())] if owner else []
        scope = {
            "type": "http",
            "query_string": query.encode(),
            "headers": cookie,
            "path": "/class_news",
            "scheme": "http",
        }
        scope |= {"server": ("127.0.0.1", 80), "root_path": "", "method": "GET"}
        answer = class_news(Request(scope))
        return answer.status_code, json.loads(answer.body)

    return ask


def test_a_member_hears_where_the_class_is_led_and_is_seen(store, ask):
    class_ = store.create_class("4b")[0]
    store.join(class_.id, ADA, "Ada")
    quiet = {"state": "in", "number": 0, "place": "", "following": True, "paused": False, "revealed": []}
    assert ask("lesson=who-wakes-first&step=2") == (200, quiet)
    assert [(member.lesson, member.step) for member in store.members(class_.id)] == [("who-wakes-first", 2)]
    store.push(class_.id, "train?preset=fast")
    store.pause(class_.id)
    store.reveal(class_.id, "who-wakes-first", 1)
    news = {"number": 1, "place": "Train", "paused": True, "revealed": ["who-wakes-first/1"]}
    assert ask() == (200, quiet | news)
    store.push(class_.id, "nowhere/at/all")
    assert ask()[1]["place"] == ""


def test_who_is_gone_hears_why(store, ask):
    class_ = store.create_class("4b")[0]
    assert ask() == (200, {"state": "deleted", "departure": "Your class was deleted. Your runs stay."})
    store.join(class_.id, ADA, "Ada")
    store.remove_member(class_.id, ADA)
    assert ask()[1]["state"] == "removed"
    assert "took you out of the class 4b" in ask()[1]["departure"]
    store.readmit_member(class_.id, ADA)
    store.join(class_.id, ADA, "Ada")
    store.end_class(class_.id)
    assert ask()[1]["state"] == "ended"


@pytest.mark.parametrize("query", ["lesson=<b>", "step=-1", "step=1000", "step=x", f"lesson={'a' * 50}"])
def test_nonsense_is_refused(ask, query):
    assert ask(query)[0] == 400


def test_a_browser_without_a_token_is_refused(ask):
    assert ask(owner="")[0] == ask(owner="<b>")[0] == 400
