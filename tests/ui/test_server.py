"""The server as a process: browsers that hang up, and names that are not its own."""

import base64
import os
import socket
import struct
from urllib.parse import urlsplit

import pytest

from benchmarks.server import OURS, served

pytestmark = pytest.mark.slow
SCRIPT = "/app/static/shared/line_pad/line_pad.js"
SOCKET = "/_stcore/stream"
STRANGER = "evil.example"
CLIENTS = 20


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "errors"


@pytest.fixture(scope="module")
def url(errors):
    with (
        errors.open("wb") as file,
        served(command=("-m", "ui.server", "--hosts", "lines.example", OURS[-1]), errors=file) as server,
    ):
        yield urlsplit(server.url)


def send(url, path, host, upgrade=False):
    """A connection that has sent a request."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}"]
    if upgrade:
        key = base64.b64encode(os.urandom(16)).decode()
        lines += ["Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
    else:
        lines += ["Connection: close"]
    connection = socket.create_connection((url.hostname, url.port), timeout=20)
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def answer(url, path, host, upgrade=False):
    with send(url, path, host, upgrade) as connection, connection.makefile("rb") as reading:
        return (reading.readline() if upgrade and host != STRANGER else reading.read()).decode()


def hang_up(connection, rudely):
    if rudely:  # a reset in place of a farewell
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("rudely", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("listens", [False, True], ids=["at once", "after the first bytes"])
@pytest.mark.parametrize("upgrade", [False, True], ids=["script", "socket"])
def test_browsers_that_hang_up_leave_the_terminal_empty(url, errors, upgrade, listens, rudely):
    for _ in range(CLIENTS):
        connection = send(url, SOCKET if upgrade else SCRIPT, url.netloc, upgrade)
        if listens:
            assert connection.recv(20)
        hang_up(connection, rudely)
    assert answer(url, "/healthz", url.netloc).startswith("HTTP/1.1 200")
    assert errors.read_text() == ""


@pytest.mark.parametrize(("path", "upgrade"), [("/", False), (SCRIPT, False), (SOCKET, True)])
def test_another_name_is_refused_in_words_and_those_of_the_operator_are_not(url, path, upgrade):
    refused = answer(url, path, STRANGER, upgrade)
    assert refused.startswith("HTTP/1.1 403")
    assert f"HOSTS={STRANGER}" in refused
    for host in ("lines.example", url.netloc):
        assert answer(url, path, host, upgrade).split()[1] == ("101" if upgrade else "200")


@pytest.mark.long
def test_a_server_whose_store_has_a_wrong_url_starts_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("LINEHEADS_STORE", "nowhere")
    with (tmp_path / "errors").open("wb") as file, served(errors=file):
        errors = (tmp_path / "errors").read_text()
    assert errors.startswith("LINEHEADS_STORE names no run store.")
    assert "Traceback" not in errors
