"""The app, served on a free port with a home of its own, for benchmarks and browser tests."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from runs.home import REPOSITORY
from training.run_store import RunStore

OURS = ("-m", "ui.server", "--port")
START = 60  # seconds that the server is given


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    home: Path
    store: RunStore
    process: subprocess.Popen[bytes]


@contextmanager
def served(engine: str = "off", command: tuple[str, ...] = OURS, errors: IO[bytes] | None = None) -> Iterator[Served]:
    """Serve the app until the block ends, then end it as Ctrl-C does.

    Args:
        engine: `on` or `off`.
        command: Arguments of Python that end where the port follows.
        errors: Where the server writes what goes wrong; None: the terminal.
    """
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        environment = os.environ | {"LINEHEADS_HOME": home, "LINEHEADS_ENGINE": engine}
        process = subprocess.Popen(
            [sys.executable, *command, str(port)],
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            wait_for_server(port, process)
            with RunStore(f"sqlite:///{Path(home) / 'lineheads.db'}") as store:
                yield Served(f"http://127.0.0.1:{port}", Path(home), store, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_server(port: int, process: subprocess.Popen[bytes] | psutil.Popen) -> None:
    """Until it answers. Raises `SystemExit` if it ends or takes too long."""
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    url = "/".join([f"http://127.0.0.1:{port}", *filter(None, [base]), "_stcore/health"])
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            if process.poll() is not None:
                raise SystemExit("The server ended while it started; `make run` shows why.") from None
            time.sleep(0.1)
    raise SystemExit(f"The server did not answer within {START} s; `make run` shows why.")
