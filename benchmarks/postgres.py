"""A PostgreSQL server of its own on this machine, for tests and benchmarks: Debian's, empty, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server import free_port

_DEBIAN = Path("/usr/lib/postgresql")
_LACKING = (
    "No PostgreSQL server is installed here. `make postgresql` installs Debian's; elsewhere put initdb on the PATH."
)
_FORGETFUL = "fsync=off", "full_page_writes=off", "synchronous_commit=off"  # half the time where nothing must last


@contextmanager
def postgres(*, lasting: bool = False) -> Iterator[str]:
    """Serve PostgreSQL until the block ends; gives the URL of an empty database.

    Args:
        lasting: Write to the disk at each commit, as a real one does.

    Raises:
        SystemExit: It is not installed, or does not start; in words.
    """
    initdb = _initdb()
    folder = Path(tempfile.mkdtemp(prefix="lineheads-postgres-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", free_port()
    settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", f"port={port}")
    options = [f"-c {setting}" for setting in (*settings, *(() if lasting else _FORGETFUL))]
    control = initdb.with_name("pg_ctl"), "-D", data, "-w", "-l", folder / "log"
    try:
        _run(initdb, "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        _run(*control, "-o", " ".join(options), "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(*control, "-m", "immediate", "stop")
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
