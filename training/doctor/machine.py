"""The machine: room, memory, the port, a browser for the tests."""

import json
import math
import os
import shutil
import socket
import urllib.request
from pathlib import Path

from training.doctor.finding import Finding, note, ok, wrong

GB = 1e9
_DISK = 0.5 * GB  # a run of `fast` writes 5 MB; a store that cannot grow stops everything
_MEMORY = 1.5 * GB  # server, engine and two processes with TensorFlow
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_CONTAINER = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def home_folder() -> Path:
    """As `runs.home`, which would make it."""
    named = os.environ.get("LINEHEADS_HOME")
    return Path(named).expanduser().resolve() if named else Path(__file__).resolve().parents[2] / "var"


def check_disk() -> Finding:
    """Whether the home may be written, and has room."""
    folder = home_folder()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        return wrong(f"{there} may not be written", f"Allow it, or name another folder: LINEHEADS_HOME={Path.home()}")
    free = shutil.disk_usage(there).free
    if free < _DISK:
        return wrong(
            f"{free / GB:.1f} GB free for {folder}", "Free some, or name a folder elsewhere in LINEHEADS_HOME."
        )
    return ok(f"{free / GB:.0f} GB free for {folder}")


def check_memory() -> Finding:
    """What this machine, or this container, has."""
    available = min([_machine_memory(), *map(_limit, _CONTAINER)])
    if available == math.inf:
        return note("this system does not say")
    if available < _MEMORY:
        return wrong(
            f"{available / GB:.1f} GB: too little to train, which takes {_MEMORY / GB:.1f} GB",
            "Give it more, or only predict here: LINEHEADS_ENGINE=off make run",
        )
    return ok(f"{available / GB:.1f} GB")


def check_port(number: int) -> Finding:
    """Whether we answer there, or could."""
    if serves(number):
        return ok("LineHeads answers there")
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", number)) != 0:
            return ok("free")
    return wrong("another program has it", f"Stop that program, or take another port: make run PORT={number + 1}")


def serves(number: int) -> bool:
    """Whether a LineHeads server answers on this machine."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{number}/healthz", timeout=2) as answer:
            return json.load(answer) == {"status": "ok"}
    except (OSError, ValueError):
        return False


def check_browser() -> Finding:
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        return note("no Chromium, which only the tests need", "`make browser` installs it on Debian.")
    return ok(path)


def _machine_memory() -> float:
    """Bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else math.inf


def _limit(file: Path) -> float:
    """Bytes that a container may have."""
    text = file.read_text().strip() if file.exists() else "max"
    return int(text) if text.isdigit() else math.inf
