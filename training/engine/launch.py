"""Starts the engine as a process beside the server; nothing here loads Dask or TensorFlow."""

import atexit
import logging
import math
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from runs.database import StoreUnavailable
from runs.home import REPOSITORY, home
from runs.records import ENGINE_PATIENCE
from training.run_store import RunStore

ENGINE_COMMAND = (sys.executable, "-m", "training.engine", "--with-parent")
_STOP_TIMEOUT = 5.0  # seconds an engine is given to end by itself
LOG = "engine.log"  # in the home
LOG_LIMIT = 1_000_000  # bytes; a longer log is begun anew

_WATCH = 2.0  # seconds between looks at the engine
_PAUSES = 2.0, 60.0  # seconds until an engine that ended is started again: the first, doubled each time up to the last
_HEALTHY = 60.0  # seconds after which an engine that runs counts as sound again
_log = logging.getLogger("lineheads.engine")

_engines: dict[str, "EngineProcess"] = {}  # store URL -> its engine
_lock = threading.Lock()


def ensure_engine(store_url: str) -> "EngineProcess":
    """Have an engine serve this store from now on, unless `$LINEHEADS_ENGINE` is `off`. Returns at once."""
    with _lock:
        engine = _engines.get(store_url) or _engines.setdefault(store_url, EngineProcess(store_url))
        if is_wanted():
            engine.supervise()
    return engine


def is_wanted() -> bool:
    """Whether this process may start engines."""
    return os.environ.get("LINEHEADS_ENGINE") != "off"


class EngineProcess:
    """The engine of one store, started by this process or by another one, and started again when it ends."""

    def __init__(self, store_url: str) -> None:
        self.url = store_url
        self._process: subprocess.Popen[bytes] | None = None
        self._supervisor: threading.Thread | None = None
        self._stopped = threading.Event()
        self._started_at = -math.inf
        self._heard = -math.inf  # when an engine was last seen to serve the store, or could not be seen
        self._pause = 0.0
        self._trouble = ""  # what the last look at the store ran into

    def supervise(self) -> None:
        """Start an engine unless one serves the store, and look after it until `stop`."""
        if self._supervisor is None:
            self._stopped.clear()
            self._look()
            self._supervisor = threading.Thread(target=self._supervise, daemon=True)
            self._supervisor.start()

    def _supervise(self) -> None:
        while not self._stopped.wait(_WATCH):
            self._look()

    def _look(self) -> None:
        try:
            self._start_if_gone()
        except (StoreUnavailable, OSError) as error:
            if str(error) != self._trouble:  # the same is told once
                _log.warning("The engine cannot be looked after. %s", error)
            self._trouble = str(error)
            self._heard = time.monotonic()

    def _start_if_gone(self) -> None:
        ran = time.monotonic() - self._started_at
        if self.alive():
            self._trouble = ""
            self._pause = 0.0 if ran > _HEALTHY else self._pause
            return
        with RunStore(self.url) as store:
            # Pages tell it at once; the next engine goes on with them. An engine that only waits for a store in
            # trouble stays: this raises StoreUnavailable then.
            store.interrupt_orphans()
        if is_wanted() and ran > self._pause:
            if self._process is not None:
                _log.warning("The engine %s and is started again. Its log: %s", self._ending(), log_file())
            self._pause = min(max(2 * self._pause, _PAUSES[0]), _PAUSES[1])
            self.start()

    def alive(self) -> bool:
        """Whether an engine serves the store, or ours runs and was not silent for too long."""
        runs = self._runs()  # first: what ended is a process still until it was asked
        with RunStore(self.url) as store:
            engine = store.engine()
        moment = time.monotonic()
        if engine is not None and not engine.gone:
            self._heard = moment
            return True
        return runs and moment - max(self._heard, self._started_at) < ENGINE_PATIENCE

    def _runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _ending(self) -> str:
        if self._process is None or self._runs():
            return f"was silent for {ENGINE_PATIENCE:.0f} s"
        return f"ended (exit code {self._process.returncode})"

    @property
    def pid(self) -> int | None:
        """Process id of the engine that this process started."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start it; it ends when this process does, however that ends."""
        self._end_process()
        self._started_at = time.monotonic()
        with log_file().open("ab") as log:
            self._process = subprocess.Popen(
                ENGINE_COMMAND,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=REPOSITORY,
                env=_environment(self.url),
                start_new_session=True,  # Ctrl-C is for the server, which then ends the engine
            )
        atexit.register(self.stop)

    def stop(self) -> None:
        """End our own engine and wait for it; another process's engine is left alone."""
        atexit.unregister(self.stop)
        self._stopped.set()
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None:
            supervisor.join()
        self._end_process()

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        with suppress(BrokenPipeError):
            process.stdin.write(b"stop")  # else it takes this for a crash
            process.stdin.close()
        try:
            process.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()  # its workers notice
            process.wait()


def log_file() -> Path:
    """Where the engine writes what went wrong."""
    path = home() / LOG
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.unlink()
    return path


def _environment(store_url: str) -> dict[str, str]:
    environment = {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ
    environment |= {"LINEHEADS_STORE": store_url, "LINEHEADS_HOME": str(home())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # TensorFlow takes 9 s to load without its bytecode, 3 with
    return environment
