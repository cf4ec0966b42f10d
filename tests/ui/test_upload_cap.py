"""What browsers may leave with the server, and that every limit is one number."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from data import decode, upload_limits
from data.upload_limits import MEGABYTE, SERVER, SESSION
from model.files import network
from ui.upload_cap import UploadCap

ROOT = Path(__file__).resolve().parents[2]


def put(app, size, session="s1", method="PUT", path="/_stcore/upload_file/{}/f1"):
    """The status of an upload, and what was said."""
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {"type": "http", "method": method, "path": path.format(session), "headers": headers}
    return _status(app, scope)


def _status(app, scope):
    messages = []

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, None, send))
    return messages[0]["status"], messages[1]["body"].decode()


async def kept(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_a_session_may_hold_so_much_and_no_byte_more():
    held = {"s1": (SESSION - 1) * MEGABYTE}
    app = UploadCap(kept, lambda: held)
    assert put(app, MEGABYTE)[0] == 204
    status, words = put(app, MEGABYTE + 1)
    assert (status, f"{SESSION} MB" in words, "Remove some" in words) == (413, True, True)
    assert put(app, SESSION * MEGABYTE, "s2")[0] == 204
    assert put(app, SESSION * MEGABYTE, method="DELETE")[0] == 204
    assert put(app, SERVER * MEGABYTE, path="/other/{}")[0] == 204


def test_all_sessions_together_may_hold_so_much():
    app = UploadCap(kept, lambda: {str(number): SESSION * MEGABYTE for number in range(SERVER // SESSION)})
    status, words = put(app, 1, "new")
    assert (status, "Try again" in words) == (503, True)


@pytest.mark.parametrize("size", [None, "", "-1", "1e3"])
def test_an_upload_says_how_long_it_is(size):
    assert put(UploadCap(kept, dict), size)[0] == 411


def test_what_is_on_its_way_counts():
    async def both():
        started, go_on = asyncio.Event(), asyncio.Event()

        async def slow(scope, receive, send):
            started.set()
            await go_on.wait()
            await kept(scope, receive, send)

        app, messages = UploadCap(slow, dict), []

        async def send(message):
            messages.append(message.get("status"))

        scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s1/f1"}
        scope["headers"] = [(b"content-length", str(SESSION * MEGABYTE).encode())]
        first = asyncio.create_task(app(scope, None, send))
        await started.wait()
        await app(scope, None, send)
        refused = messages[0]
        go_on.set()
        await first
        await app(scope, None, send)
        return refused, messages[-2]

    assert asyncio.run(both()) == (413, 204)


def test_every_limit_is_one_number():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    kinds = (upload_limits.PICTURE, upload_limits.SET, upload_limits.NETWORK)
    assert config["server"]["maxUploadSize"] == max(kinds) <= SESSION <= SERVER
    assert decode.MAX_BYTES == upload_limits.PICTURE * MEGABYTE
    assert network.FILE_AT_MOST == upload_limits.NETWORK * MEGABYTE
