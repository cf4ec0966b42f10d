"""Starts the engine as a process beside the server; nothing here loads Dask or TensorFlow."""

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from runs.home import REPOSITORY, home
from training.run_store import RunStore

ENGINE_COMMAND = (sys.executable, "-m", "training.engine", "--with-parent")
_STOP_TIMEOUT = 5.0  # seconds an engine is given to end by itself
LOG_LIMIT = 1_000_000  # bytes; a longer log is begun anew

_engines: dict[str, "EngineProcess"] = {}  # store URL -> its engine
_lock = threading.Lock()


def ensure_engine(store_url: str) -> "EngineProcess":
    """Start an engine for this store unless one serves it, or `$LINEHEADS_ENGINE` is `off`. Returns at once."""
    with _lock:
        engine = _engines.get(store_url) or _engines.setdefault(store_url, EngineProcess(store_url))
        if os.environ.get("LINEHEADS_ENGINE") != "off" and not engine.alive():
            engine.start()
    return engine


class EngineProcess:
    """The engine of one store, started by this process or by another one."""

    def __init__(self, store_url: str) -> None:
        self._store = RunStore(store_url)
        self._process: subprocess.Popen[bytes] | None = None

    def alive(self) -> bool:
        """Whether our own engine runs, or another one serves the store."""
        if self._process is not None and self._process.poll() is None:
            return True
        engine = self._store.engine()
        if engine is not None and engine.pid == self.pid:  # ours, which could not say that it died
            self._store.forget_engine(engine.id)
            return False
        return engine is not None and engine.alive

    @property
    def pid(self) -> int | None:
        """Process id of the engine that this process started."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start it; it ends when this process does, however that ends."""
        self.stop()
        with log_file().open("ab") as log:
            self._process = subprocess.Popen(
                ENGINE_COMMAND,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=REPOSITORY,
                env=_environment(self._store.url),
                start_new_session=True,  # Ctrl-C is for the server, which then ends the engine
            )
        atexit.register(self.stop)

    def stop(self) -> None:
        """End our own engine and wait for it; another process's engine is left alone."""
        atexit.unregister(self.stop)
        self._store.close()
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()  # its workers notice
            process.wait()


def log_file() -> Path:
    """Where the engine writes what went wrong."""
    path = home() / "engine.log"
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.unlink()
    return path


def _environment(store_url: str) -> dict[str, str]:
    environment = {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ
    environment |= {"LINEHEADS_STORE": store_url, "LINEHEADS_HOME": str(home())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # TensorFlow takes 9 s to load without its bytecode, 3 with
    return environment
