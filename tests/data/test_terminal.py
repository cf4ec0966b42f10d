"""Every command meets its terminal in one way: no traceback, whatever the terminal shows and the files are called."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data import terminal
from data.terminal import run_command, utf8
from tests.tiers import cases

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("data", "model", "runs", "training", "ui")
GUARD = re.compile(r'^if __name__ == "__main__":\n((?:    .*\n|\n)+)', re.MULTILINE)
NOT_UTF8 = os.fsdecode(b"l\xefgne \xff.png")
MAKES_FILES = ("make_", "shipped_")  # programs for developers that write files of the repository


def guarded():
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        if (match := GUARD.search(path.read_text())) and not path.name.startswith(MAKES_FILES):
            yield path.relative_to(ROOT).as_posix(), match[1]


def test_all_commands_begin_in_one_place():
    commands = dict(guarded())
    assert {"training/__main__.py", "data/importer.py", "ui/server.py", "model/predict/__main__.py"} <= set(commands)
    assert not [name for name, body in commands.items() if "run_command(" not in body]


@pytest.fixture
def terminal_of(monkeypatch):
    """The standard output of a command, in this encoding; returns its bytes."""

    def use(encoding, file=None):
        stream = io.TextIOWrapper(file or io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        return stream.buffer

    return use


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", rb"135\xb0 \u2013 l\udcefgne \udcff.png"), ("utf-8", rb"l\udcefgne \udcff.png")]
)
def test_what_a_terminal_cannot_show_is_escaped(terminal_of, encoding, shown):
    output = terminal_of(encoding)
    with pytest.raises(SystemExit) as ended:
        run_command(lambda: print("135° –", NOT_UTF8))
    assert not ended.value.code
    assert shown in output.getvalue()


@pytest.mark.parametrize("code", [0, 1, 2, None])
def test_the_exit_code_is_that_of_the_command(code):
    with pytest.raises(SystemExit) as ended:
        run_command(lambda: code)
    assert ended.value.code == code


def test_ctrl_c_ends_without_a_traceback():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        run_command(interrupted)
    assert ended.value.code == 130


def test_another_broken_pipe_is_no_reader_that_left(monkeypatch):
    monkeypatch.setattr(terminal, "_reader_left", lambda: False)

    def broken():
        raise BrokenPipeError("the worker is gone")

    with pytest.raises(BrokenPipeError, match="the worker"):
        run_command(broken)


@pytest.mark.parametrize("body", ["print('x' * 10)", "[print('x' * 100) for _ in range(100_000)]", "sys.exit(0)"])
def test_a_reader_that_leaves_ends_the_command_quietly(body):
    program = f"import sys; from data.terminal import run_command\ndef main():\n    print(1); {body}\nrun_command(main)"
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_a_name_in_text():
    assert utf8(NOT_UTF8) == "l?gne ?.png"
    assert utf8("à 135°") == "à 135°"


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    cases(
        (
            "model.predict FILE",
            "model.predict --json FILE",
            "model.predict FILE --run FILE",
            "model.evaluate --data FILE",
            "model.evaluate --data FOLDER",
            "data.importer FOLDER",
            "training.imported_sets FOLDER --name FILE",
            "training --data FILE",
            "training --start FILE",
            "training --network-file FILE",
            "training.search --resume FILE",
            "training.files curve FILE",
            "training.files export --run FILE",
            "training.files import FILE",
            "training.notebook FILE --out FILE.ipynb",
            "training.notebook fast --out FILE.ipynb",
            "ui.report FILE --out FILE.html",
            "ui.report robust --out FILE.html",
        ),
        {"model.predict FILE", "model.evaluate --data FOLDER", "data.importer FOLDER", "training.files curve FILE"},
    ),
)
def test_no_name_of_a_file_breaks_a_command(tmp_path, command):
    """On a terminal that knows ASCII alone."""
    from PIL import Image

    folder = tmp_path / NOT_UTF8.removesuffix(".png")
    folder.mkdir()
    for path in (tmp_path / NOT_UTF8, folder / os.fsdecode(b"0_0_0_0_\xff.png"), folder / "0_0_0_0_1.png"):
        Image.new("RGB", (28, 28), "red").save(path)
    names = {"FILE": str(tmp_path / NOT_UTF8), "FOLDER": str(folder)}
    arguments = [re.sub("FILE|FOLDER", lambda match: names[match[0]], part) for part in command.split()]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LINEHEADS_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert "Traceback" not in ended.stderr
    assert "codec" not in ended.stderr
    assert ended.returncode in (0, 1, 2)
