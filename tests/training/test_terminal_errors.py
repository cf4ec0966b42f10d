"""Commands say in a sentence what is wrong with the store."""

from importlib import import_module

import pytest

COMMANDS = {
    "training": ("--start", "abcdefgh"),
    "training.engine.process": (),
    "training.files": ("export", "--run", "abcdefgh"),
    "training.imported_sets": ("set.zip",),
    "training.notebook": ("abcdefgh", "--out", "run.ipynb"),
    "training.search": ("--trials", "1"),
    "ui.report": ("abcdefgh", "--out", "report.html"),
    "model.predict": ("line.png", "--run", "abcdefgh"),
}


SLOW = {"training"}  # loads TensorFlow first


@pytest.mark.parametrize(
    "command", [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in COMMANDS]
)
def test_a_command_without_a_home_ends_with_a_sentence(command, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.delenv("LINEHEADS_STORE", raising=False)
    module = import_module(
        command if command in ("training.engine.process", "training.imported_sets") else f"{command}.__main__"
    )
    arguments = [list(COMMANDS[command])] + [None] * (command == "training.engine.process")
    with pytest.raises(
        SystemExit, match=r"file/home cannot be made: Not a directory\. Name another one in LINEHEADS_HOME"
    ):
        module.main(*arguments)
