"""Firefox without a window, driven through WebDriver BiDi, which the browser itself speaks."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from typing import Any

from websockets.sync.client import ClientConnection, connect

from benchmarks.server import free_port

PATH = shutil.which("firefox-esr") or shutil.which("firefox")
PATIENCE = 60  # seconds
DEEP = """
const all = (selector, root = document) => [...root.querySelectorAll(selector),
  ...[...root.querySelectorAll("*")].flatMap((each) => (each.shadowRoot ? all(selector, each.shadowRoot) : []))];
"""


class Firefox:
    """One tab; `errors` has what reached the console as an error."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)
        self.errors: list[str] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self._tab = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(PATIENCE))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]

    def size(self, width: int, height: int) -> None:
        self.call("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def open(self, url: str) -> None:
        """A page that is left while it still loads its scripts reports them as errors: not those of this one."""
        self.call("browsingContext.navigate", context=self._tab, url="about:blank", wait="complete")
        self.errors.clear()
        self.call("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def ask(self, expression: str) -> Any:
        """The value of an expression, in which `all(selector)` finds elements in every shadow tree."""
        text = f"JSON.stringify((() => {{ {DEEP} return ({expression}) ?? null; }})())"
        target = {"context": self._tab}
        answer = self.call("script.evaluate", expression=text, target=target, awaitPromise=False)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str) -> Any:
        """Until the expression is true; returns its value."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self.ask(expression)):
            assert time.monotonic() < deadline, expression
            time.sleep(0.1)
        return value

    def drag(self, *points: tuple[float, float], gap: int = 50) -> None:
        """Press at the first point, move through the others, one each `gap` ms, let go."""
        moves = ({"type": "pointerMove", "x": round(x), "y": round(y)} for x, y in points)
        first, *others = ([move, {"type": "pause", "duration": gap}] for move in moves)
        press, lift = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        source = {"type": "pointer", "id": "mouse", "actions": [*first, press, *chain(*others), lift]}
        self.call("input.performActions", context=self._tab, actions=[source])

    def screenshot(self) -> str:
        """Base64 of a PNG."""
        return self.call("browsingContext.captureScreenshot", context=self._tab)["data"]


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A browser with a profile of its own, until the block ends."""
    assert PATH is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        port = free_port()
        flags = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", str(port)]
        process = subprocess.Popen([PATH, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with _connected(port, process) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(30)


def _connected(port: int, process: subprocess.Popen[bytes]) -> ClientConnection:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None)
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
