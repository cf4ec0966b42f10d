"""`python -m training --preset fast --seed 0`: train a network in the terminal and print what it is worth."""

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from data.split import SPLITS
from model.heads import HEADS
from training.listener import Quiet
from training.presets import PRESETS
from training.settings import SCHEDULES, RunSettings, SettingsError


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        settings = settings_of(options)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    report, files = train(settings, quiet=options.json)
    if options.out and files:
        _write(Path(options.out), files)
    print(json.dumps(report) if options.json else _in_words(report))
    return 1 if report["status"] == "diverged" else 0


def settings_of(options: argparse.Namespace) -> RunSettings:
    """The preset's settings with what the command line changes.

    Raises:
        SettingsError: A value is not allowed.
    """
    preset = PRESETS[options.preset].settings
    names = ("seed", "split", "epochs", "learning_rate", "batch_size", "schedule", "per_class")
    changes = {name: value for name in names if (value := getattr(options, name)) is not None}
    if options.per_class == 0:
        changes["per_class"] = None
    return replace(preset, weights=preset.weights | parse_weights(options.weights), **changes)


def parse_weights(text: str) -> dict[str, float]:
    """`length=5,angle=50` as a dict; heads that are not named keep their weight.

    Raises:
        SettingsError: A part is not HEAD=NUMBER.
    """
    weights = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        try:
            weights[name.strip()] = float(value)
        except ValueError:
            name = ""
        if name.strip() not in HEADS:
            raise SettingsError(
                f"Weights are HEAD=NUMBER, separated by commas; heads are {', '.join(HEADS)}. "
                f"Received: {part!r}. Write for example --weights length=5,width=2,colour=1,angle=50"
            )
    return weights


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--preset", choices=PRESETS, default="fast")
    parser.add_argument("--weights", default="", help="loss weights: length=5,width=2,colour=1,angle=50")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--epochs", type=float)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--schedule", choices=SCHEDULES)
    parser.add_argument("--per-class", type=int, help="pictures drawn per class; 0: every distinct placement once")
    parser.add_argument("--out", metavar="FOLDER", help="leave network, weights, settings and curve there")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end, and nothing else")
    return parser


def train(settings: RunSettings, quiet: bool) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Train in this process; returns the report that `--json` prints, and the files that `--out` writes."""
    from model.saving import artefacts
    from training.dataset import dataset
    from training.loop import Loop
    from training.result import test_scores
    from training.task import trainer_for, use_one_thread

    use_one_thread()
    wall, cpu = time.perf_counter(), time.process_time()
    data, trainer, curve = dataset(settings), trainer_for(settings), Curve(quiet)
    outcome = Loop(settings, data, trainer, curve).run()
    report = {
        "preset": settings.preset,
        "seed": settings.seed,
        "split": settings.split,
        "epochs": settings.epochs,
        "parameters": trainer.network.count_params(),
        "wall_s": round(time.perf_counter() - wall, 3),
        "cpu_s": round(time.process_time() - cpu, 3),
        "status": outcome.status,
        "message": outcome.message,
        "test": test_scores(trainer, data),
    }
    files = artefacts(trainer.network, settings.to_json()) | {"curve.json": json.dumps(curve.points).encode()}
    return report, files


class Curve(Quiet):
    """Keeps the points and, unless quiet, prints a line for each that was validated."""

    def __init__(self, quiet: bool) -> None:
        self.points: list[dict[str, Any]] = []
        self._quiet = quiet

    def point(self, point: dict[str, Any]) -> None:
        self.points.append(point)
        if point["val_accuracy"] and not self._quiet:
            heads = "  ".join(f"{name} {accuracy:.3f}" for name, accuracy in point["val_accuracy"].items())
            print(f"step {point['step']:5}  epoch {point['epoch']:5.2f}  {heads}  exact {point['val_exact']:.3f}")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _in_words(report: dict[str, Any]) -> str:
    test = "  ".join(f"{name} {accuracy:.4f}" for name, accuracy in report["test"].items())
    return f"{report['message']}\ntest: {test}\n{report['cpu_s']:.1f} CPU seconds, {report['parameters']:,} parameters"


if __name__ == "__main__":
    sys.exit(main())
