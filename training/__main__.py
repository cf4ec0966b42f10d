"""`python -m training --preset fast --seed 0`: train a network in the terminal and print what it is worth."""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from data.finite_json import finite_json
from data.terminal import run_command
from runs.unavailable import exit_in_words
from training.command_line import parser, settings_from_options
from training.local_run import train
from training.settings import SettingsError


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        settings = settings_from_options(options)
        report, files = train(settings, quiet=options.json, probe=options.probe)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if options.out and files:
        _write(Path(options.out), files)
    print(finite_json(report) if options.json else _in_words(report))
    return 1 if report["status"] == "diverged" else 0


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _in_words(report: dict[str, Any]) -> str:
    test = "  ".join(f"{name} {accuracy:.4f}" for name, accuracy in report["test"].items())
    return f"{report['message']}\ntest: {test}\n{report['cpu_s']:.1f} CPU seconds, {report['parameters']:,} parameters"


if __name__ == "__main__":
    run_command(main)
