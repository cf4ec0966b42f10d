"""What browsers may leave with the server, and that every limit is one number."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from data import decode, upload_limits
from data.upload_limits import MEGABYTE, SERVER, SESSION
from model.files import network
from ui.shared import uploads
from ui.upload_cap import UploadCap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def refused(monkeypatch):
    """What the pages of sessions tell."""
    monkeypatch.setattr(uploads, "_refused", {})
    return uploads._refused


def put(app, size, session="s1", method="PUT", path="/_stcore/upload_file/{}/f1"):
    """An upload; returns its status and whether it came to Streamlit."""
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {"type": "http", "method": method, "path": path.format(session), "headers": headers}
    messages, parts = [], [b"first", b"second", b""]

    async def receive():
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    return messages[0]["status"], (b"kept", b"yes") in messages[0]["headers"]


async def keep(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": [(b"kept", b"yes")]})
    await send({"type": "http.response.body", "body": b""})


KEPT, DROPPED = (204, True), (204, False)


def test_a_session_may_hold_so_much_and_no_byte_more(refused):
    app = UploadCap(keep, lambda: {"s1": (SESSION - 1) * MEGABYTE})
    assert put(app, MEGABYTE) == KEPT
    assert refused == {}
    assert put(app, MEGABYTE + 1) == DROPPED
    assert f"{SESSION} MB" in refused["s1"]
    assert "Remove some" in refused["s1"]
    assert put(app, SESSION * MEGABYTE, "s2") == KEPT
    assert put(app, SERVER * MEGABYTE, path="/other/{}") == KEPT
    assert list(refused) == ["s1"]
    assert put(app, None, method="DELETE") == KEPT
    assert refused == {}


def test_all_sessions_together_may_hold_so_much(refused):
    app = UploadCap(keep, lambda: {str(number): SESSION * MEGABYTE for number in range(SERVER // SESSION)})
    assert put(app, 1, "new") == DROPPED
    assert "try again" in refused["new"]


@pytest.mark.parametrize(("answer", "told"), [(400, 404), (204, 204), (413, 413)])
def test_a_proxy_is_told_that_a_session_is_elsewhere(answer, told):
    async def streamlit(scope, receive, send):
        await send({"type": "http.response.start", "status": answer, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    assert put(UploadCap(streamlit, dict), 1) == (told, False)


@pytest.mark.parametrize("size", [None, "", "-1", "1e3"])
def test_a_file_of_unknown_length_counts_as_the_largest(size):
    room = upload_limits.NETWORK * MEGABYTE
    assert put(UploadCap(keep, lambda: {"s1": SESSION * MEGABYTE - room}), size) == KEPT
    assert put(UploadCap(keep, lambda: {"s1": SESSION * MEGABYTE - room + 1}), size) == DROPPED


def test_what_is_on_its_way_counts():
    async def both():
        started, go_on, statuses = asyncio.Event(), asyncio.Event(), []

        async def slow(scope, receive, send):
            started.set()
            await go_on.wait()
            await send({"status": "kept"})

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            statuses.append(message.get("status"))

        app = UploadCap(slow, dict)
        scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s1/f1"}
        scope["headers"] = [(b"content-length", str(SESSION * MEGABYTE).encode())]
        first = asyncio.create_task(app(scope, receive, send))
        await started.wait()
        await app(scope, receive, send)
        go_on.set()
        await first
        await app(scope, receive, send)
        return [status for status in statuses if status]

    assert asyncio.run(both()) == [204, "kept", "kept"]


def test_a_browser_that_hangs_up_while_its_file_is_dropped_is_no_error():
    async def gone():
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s1/f1"}
    scope["headers"] = [(b"content-length", str(SERVER * MEGABYTE).encode())]
    asyncio.run(UploadCap(keep, dict)(scope, gone, pytest.fail))


def test_refusals_of_old_sessions_are_forgotten(refused, monkeypatch):
    monkeypatch.setattr(uploads, "_SESSIONS_KNOWN", 2)
    for session in ("first", "second", "third"):
        uploads.note_refusal(session, "why")
    assert list(refused) == ["second", "third"]


def test_every_limit_is_one_number():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    kinds = (upload_limits.PICTURE, upload_limits.SET, upload_limits.NETWORK)
    assert config["server"]["maxUploadSize"] == max(kinds) <= SESSION <= SERVER
    assert decode.MAX_BYTES == upload_limits.PICTURE * MEGABYTE
    assert network.FILE_AT_MOST == upload_limits.NETWORK * MEGABYTE
