"""A PostgreSQL server of its own on this machine, for tests and benchmarks: Debian's, empty, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import free_port

_DEBIAN = Path("/usr/lib/postgresql")
_LACKING = (
    "No PostgreSQL server is installed here. `make postgresql` installs Debian's; elsewhere put initdb on the PATH."
)
_FORGETFUL = "fsync=off", "full_page_writes=off", "synchronous_commit=off"  # half the time where nothing must last


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server that can be lost and come back."""

    url: str
    folder: Path
    options: str
    program: Path  # pg_ctl

    def start(self) -> None:
        self._control("-l", self.folder / "log", "-o", self.options, "start")

    def stop(self) -> None:
        """As a crash does: what is connected is cut off."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str | Path) -> None:
        _run(self.program, "-D", self.folder / "data", "-w", *words)


@contextmanager
def postgres(*, lasting: bool = False) -> Iterator[str]:
    """Serve PostgreSQL until the block ends; gives the URL of an empty database.

    Args:
        lasting: Write to the disk at each commit, as a real one does.

    Raises:
        SystemExit: It is not installed, or does not start; in words.
    """
    with postgres_server(lasting=lasting) as server:
        yield server.url


@contextmanager
def postgres_server(*, lasting: bool = False) -> Iterator[Postgres]:
    """The same, with the server itself."""
    initdb, port = _initdb(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="lineheads-postgres-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", f"port={port}")
    options = " ".join(f"-c {setting}" for setting in (*settings, *(() if lasting else _FORGETFUL)))
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    server = Postgres(url, folder, options, initdb.with_name("pg_ctl"))
    try:
        auth = "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"
        _run(initdb, "-D", folder / "data", "-U", "postgres", *auth)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _initdb() -> Path:
    installed = sorted(_DEBIAN.glob("*/bin/initdb"))
    if path := installed[-1] if installed else shutil.which("initdb"):
        return Path(path)
    raise SystemExit(_LACKING)


def _run(*command: str | Path) -> None:
    """As the user `postgres` where this process is root: PostgreSQL refuses to serve as root."""
    as_user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    # Into files: what pg_ctl starts holds the ends of pipes open.
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run([*as_user, *command], stdout=output, stderr=output, cwd="/", check=False)
        output.seek(0)
        if ended.returncode:
            raise SystemExit(f"PostgreSQL does not start: {output.read().strip()}")
