"""The Dockerfile's commands in a clean virtual environment, and the app as its image starts it: no image is needed."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.server import free_port, wait_for_server
from tests.container import ROOT, arguments, context_files, health_command
from tests.waiting import wait_until
from training.engine.launch import LOG
from training.presets import PRESETS
from training.run_store import RunStore

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(1800)]
USER = 1000
# The C library in its parts, and what dpkg and apt themselves need: there is no Debian without them.
SYSTEM_LIBRARIES = {f"lib{name}.so.{version}" for name, version in (("c", 6), ("m", 6), ("pthread", 0), ("dl", 2))}
SYSTEM_LIBRARIES |= {"librt.so.1", "libutil.so.1", "libresolv.so.2", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"}


@pytest.fixture(scope="module")
def image():
    """A folder with what the image has: `app`, `opt`, and the home of its user; made by the lines of the Dockerfile."""
    folder = Path(tempfile.mkdtemp(prefix="lineheads-image-"))
    folder.chmod(0o755)  # other users may look, as in an image
    for path in context_files():
        (folder / "app" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / "app" / path)
    (folder / "etc").mkdir()
    for name in ("passwd", "group", "shadow", "gshadow"):
        (folder / "etc" / name).touch()
    for command in arguments("RUN"):
        run(command, folder)
    yield folder
    shutil.rmtree(folder)


def run(command, folder):
    """A line of the Dockerfile, with its places in the folder."""
    words = shlex.split(command)
    words[0] = {"python": interpreter(), "useradd": "/usr/sbin/useradd"}.get(words[0], words[0])
    if words[0].endswith("useradd"):
        (folder / "var/lib").mkdir(parents=True)
        words[1:1] = ["--prefix", str(folder)]
    else:
        words = [word.replace("/opt/", f"{folder}/opt/") for word in words]
    subprocess.run(words, cwd=folder / "app", check=True, env=bare_environment())


def bare_environment():
    """Nothing of ours: no settings, and bytecode is written."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    others = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    return {name: os.environ[name] for name in kept if name in os.environ} | others


def interpreter():
    """A Python that the image's user may run: not one in root's home."""
    own = Path(sys._base_executable).resolve()
    same = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    return str(own if is_open_to_all(own) or not same.exists() else same)


def image_user():
    """Arguments of `Popen`; no others than ours where we may not become it, or Python is in a closed folder."""
    possible = os.geteuid() == 0 and is_open_to_all(Path(interpreter()))
    return {"user": USER, "group": USER, "extra_groups": []} if possible else {}


def is_open_to_all(path):
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)


def listing(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_debian_is_needed_beyond_the_slim_image(image):
    files = [str(path) for path in (image / "opt").rglob("*.so*") if path.is_file()]
    written = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    paths = (line.split("=>") for line in written.splitlines() if "=> /" in line)
    outside = {name.strip() for name, path in paths if str(image) not in path}
    assert "libc.so.6" in outside
    assert outside <= SYSTEM_LIBRARIES


def test_the_packages_agree_with_each_other(image):
    python = str(image / "opt/lineheads/bin/python")
    subprocess.run([python, "-m", "pip", "check"], check=True, env=bare_environment())


def test_the_app_answers_and_trains_as_a_user_who_may_write_its_home_alone(image):
    home, port = image / "var/lib/lineheads", free_port()
    before = listing(image / "app")
    python = str(image / "opt/lineheads/bin/python")
    start = [python, "-m", "ui.server", "--address", "0.0.0.0", "--port", str(port)]
    environment = bare_environment() | {"HOME": str(home), "LINEHEADS_HOME": str(home)}
    server = subprocess.Popen(start, cwd=image / "app", env=environment, **image_user())
    try:
        wait_for_server(port, server)
        check = [word.replace(":8501/", f":{port}/") for word in health_command()]
        subprocess.run([python, *check[1:]], check=True, env=environment)
        with RunStore(f"sqlite:///{home / 'lineheads.db'}") as store:
            run_id = store.create_run("short", replace(PRESETS["fast"].settings, epochs=0.1).to_json())
            wait_until(lambda: store.run(run_id).status == "done", log=home / LOG)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    assert listing(image / "app") == before
