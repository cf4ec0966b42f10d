"""Which names the server answers to, and what it adds to its answers."""

import asyncio
from pathlib import Path

import pytest
from streamlit import file_util
from streamlit.proto.BackMsg_pb2 import BackMsg

from ui.middleware import AutoReruns, BrowserTokens, FreshScripts, HistoryScript, KnownHosts
from ui.server import _own_names
from ui.shared.browser import cookie_name, cookie_token

ADDRESS = "192.168.7.5"
GIVEN = ["Lines.example"]


async def served(scope, receive, send):
    kind = {"http": "http.response", "websocket": "websocket.http.response"}[scope["type"]]
    await send({"type": f"{kind}.start", "status": 200, "headers": [(b"set-cookie", b"other=1")]})
    await send({"type": f"{kind}.body", "body": b"served"})


def ask(app, path="/", kind="http", server=ADDRESS, scheme="http", **headers):
    """Status, headers and text of an answer."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": "GET", "path": path, "headers": raw, "server": (server, 8501), "scheme": scheme}
    messages = []

    async def receive():
        return {}

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    return messages[0]["status"], messages[0]["headers"], messages[1]["body"].decode()


@pytest.fixture
def hosts(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "pc12.school.lan")
    return KnownHosts(served, _own_names("0.0.0.0"), GIVEN)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host",
    [
        "localhost:8501",
        "127.0.0.1",
        "[::1]:8501",
        "pc12:8501",
        "pc12.local",
        "PC12.School.LAN:8501",
        "lines.example.",
        f"{ADDRESS}:8501",
    ],
)
def test_the_names_of_this_machine_and_those_of_the_operator_are_answered(hosts, host, kind):
    assert ask(hosts, kind=kind, host=host)[0] == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "lines.example.evil.example", "192.168.7.6"])
def test_another_name_is_refused_with_the_way_to_allow_it(hosts, host, kind):
    status, _, text = ask(hosts, kind=kind, host=host)
    assert status == 403
    assert f"'{host}'" in text
    assert f"HOSTS={host.removesuffix(':8501')}" in text


@pytest.mark.parametrize("host", ["", "<b>", "a b", "name;rm -rf", "[::1", "x" * 300])
def test_what_is_no_name_never_stands_in_the_command(hosts, host):
    status, _, text = ask(hosts, host=host)
    assert status == 403
    assert text.endswith("HOSTS=NAME\n")


def test_names_of_the_machine_are_not_answered_unless_a_network_is_served(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "pc12")
    app = KnownHosts(served, _own_names("127.0.0.1"))
    assert ask(app, server="127.0.0.1", host="localhost:8501")[0] == 200
    assert ask(app, server="127.0.0.1", host="pc12:8501")[0] == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://pc12:8501", 200),
        ("https://lines.example", 200),
        ("http://pc12:3000", 403),
        ("https://evil.example", 403),
        ("null", 403),
    ],
)
def test_a_socket_is_for_pages_of_this_server(hosts, origin, status):
    assert ask(hosts, kind="websocket", host="pc12:8501", origin=origin)[0] == status
    assert ask(hosts, host="pc12:8501", origin=origin)[0] == 200


def test_an_address_of_version_4_is_known_on_a_socket_of_version_6(hosts):
    assert ask(hosts, server=f"::ffff:{ADDRESS}", host=f"{ADDRESS}:8501")[0] == 200


def test_scripts_are_checked_before_they_are_used_again():
    assert (b"cache-control", b"no-cache") in ask(FreshScripts(served), "/app/static/a.js")[1]
    assert dict(ask(FreshScripts(served), "/")[1]).get(b"cache-control") is None


def test_a_browser_gets_one_token():
    app = BrowserTokens(served)
    _, headers, _ = ask(app, accept="text/html,*/*")
    cookies = [value.decode() for name, value in headers if name == b"set-cookie"]
    assert cookies[0] == "other=1"
    token, *rules = cookies[1].split("; ")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(rules)
    assert len(ask(app, accept="text/html", cookie=f"a=b; {token}")[1]) == 1
    assert len(ask(app, accept="*/*")[1]) == 1
    assert "Secure" not in rules


@pytest.mark.parametrize("value", ["", "abcdefghijklmnop", "abcdefghijklmnop.0123", "of-an-older-version"])
def test_a_token_that_is_not_signed_is_replaced(value):
    asked = {"accept": "text/html", "cookie": f"{cookie_name()}={value}; lineheads_browser={value}"}
    cookies = [value.decode() for name, value in ask(BrowserTokens(served), **asked)[1] if name == b"set-cookie"]
    assert cookie_token({cookie_name(): cookies[1].split("; ")[0].split("=")[1]})


def test_the_cookie_stays_below_the_path_of_the_app_and_on_https():
    _, headers, _ = ask(BrowserTokens(served, path="/lines"), scheme="https", accept="text/html")
    rules = [value.decode().split("; ") for name, value in headers if name == b"set-cookie"][1]
    assert {"Path=/lines", "Secure", "HttpOnly", "SameSite=Lax"} <= set(rules)


STREAMLITS_PAGE = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("kind", "page"), [("text/html; charset=utf-8", STREAMLITS_PAGE), ("text/css", "plain")])
def test_a_page_loads_the_script_of_the_history_before_the_first_of_streamlit(kind, page):
    async def in_two_parts(scope, receive, send):
        assert [name for name, _ in scope["headers"]] == [b"accept"]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind.encode())]})
        await send({"type": "http.response.body", "body": page[:900].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": page[900:].encode()})

    asked = {"accept": "text/html,*/*", "accept_encoding": "gzip", "if_none_match": "1"}
    _, headers, text = ask(HistoryScript(in_two_parts), **asked)
    if kind == "text/css":
        assert text == "plain"
    else:
        added = '<script type="module" src="./app/static/shared/history.js"></script>'
        place = text.index('<script type="module"')
        assert (text[place:].startswith(added), text.replace(added, "", 1)) == (True, page)
        assert dict(headers)[b"content-length"] == str(len(text.encode())).encode()


def rerun(**fields):
    """What the browser sends for a rerun, with a button that was pressed, an event of a component, and a choice."""
    message = BackMsg()
    script = message.rerun_script
    script.query_string = "run=abc"
    script.widget_states.widgets.add(id="start", trigger_value=True)
    script.widget_states.widgets.add(id="cell", json_trigger_value="{}")
    script.widget_states.widgets.add(id="preset", string_value="fast")
    for name, value in fields.items():
        setattr(script, name, value)
    return message.SerializeToString()


def received(*messages):
    """What the app receives of these messages of a socket."""
    waiting, arrived = list(messages), []

    async def receive():
        return waiting.pop(0)

    async def app(scope, receive, send):
        arrived.extend([await receive() for _ in messages])

    async def send(message):
        raise AssertionError

    asyncio.run(AutoReruns(app)({"type": "websocket", "path": "/lines/_stcore/stream"}, receive, send))
    return arrived


def test_a_timer_presses_no_button():
    (message,) = received({"type": "websocket.receive", "bytes": rerun(is_auto_rerun=True, fragment_id="live")})
    script = BackMsg.FromString(message["bytes"]).rerun_script
    assert [(widget.id, widget.string_value) for widget in script.widget_states.widgets] == [("preset", "fast")]
    assert (script.fragment_id, script.query_string, script.is_auto_rerun) == ("live", "run=abc", True)


def test_what_the_user_did_arrives_as_it_was_sent():
    messages = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": rerun()},
        {"type": "websocket.receive", "bytes": rerun(fragment_id="live")},
        {"type": "websocket.receive", "bytes": b"\xff\xff no message of Streamlit"},
        {"type": "websocket.receive", "text": "words"},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    assert received(*messages) == messages
