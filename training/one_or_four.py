"""`python -m training.one_or_four`: four heads against one answer for all 96 classes, on the same pictures.

Trains `fast`, the network of `coursework-v3` and `one-head`, each with a recipe of its own but on one honest split, and
prints what each is worth, how large it is and how fast it answers. `docs/one_or_four.md` holds the table.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from data.finite_json import finite_json
from data.percent import plain_percent
from data.terminal import run_command
from model.networks.known import DESIGNS
from model.networks.plan import plan
from model.predict import Predictor
from model.predict.timing import microseconds
from training.network_files import LITERT_FILE
from training.presets import PRESETS
from training.settings import STABLE, RunSettings, SettingsError

ONE_OR_FOUR_COMMAND = "python -m training.one_or_four"
V3_BATCH, V3_EPOCHS = 128, 5  # that of 2019 is for a set with three times as many pictures
_TIMED_ANSWERS = 1_000  # answers that the speed is taken from
NetworkFigures = dict[str, Any]


def compared_settings(seed: int) -> dict[str, RunSettings]:
    """The networks by name: every distinct placement once, split honestly by the same seed."""
    v3 = PRESETS["coursework-v3"].settings
    same = {"loss_from": STABLE, "per_class": None, "positions": "every", "batch_size": V3_BATCH, "epochs": V3_EPOCHS}
    some = {
        "fast": PRESETS["fast"].settings,
        "coursework-v3": replace(v3, **same),
        "one-head": PRESETS["one-head"].settings,
    }
    return {name: replace(settings, seed=seed, split="honest") for name, settings in some.items()}


def measured_network(settings: RunSettings) -> NetworkFigures:
    """Train one network, and measure it on the test part and with LiteRT."""
    from training.dataset import dataset
    from training.local_run import train

    report, files = train(settings, quiet=True)
    planned = plan(DESIGNS[settings.network])
    data = dataset(settings)
    return {
        **report["test"],
        "parameters": planned.parameters,
        "operations": planned.operations,
        "microseconds": microseconds(
            Predictor(files["network.tflite"]), data.pictures[data.parts.test], _TIMED_ANSWERS
        ),
        "cpu_s": report["cpu_s"],
        "epochs": settings.epochs,
        "bytes": len(files[LITERT_FILE]),
    }


def averages(figures: Iterable[NetworkFigures]) -> NetworkFigures:
    """The means over the seeds, and the `spread` of the exact match."""
    rows = list(figures)
    means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return {**means, "spread": float(np.std([row["exact"] for row in rows]))}


def comparison_markdown(table: dict[str, NetworkFigures]) -> str:
    """The table of docs/one_or_four.md."""
    lines = [
        "| network | all four right | spread | likeliest of 96 | angle | parameters | multiply-adds a picture "
        "| LiteRT, µs a picture | `.tflite` | training, CPU s |",
        "|---" * 10 + "|",
    ]
    for name, row in table.items():
        exact, spread, angle = (plain_percent(row[name], 2) for name in ("exact", "spread", "angle"))
        joint = plain_percent(row["joint"], 2) if "joint" in row else "–"
        lines.append(
            f"| `{name}` | {exact} | {spread} | {joint} | {angle} "
            f"| {row['parameters']:,.0f} | {row['operations']:,.0f} | {row['microseconds']:,.0f} "
            f"| {row['bytes'] / 1e6:.2f} MB | {row['cpu_s']:.0f} |"
        )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=ONE_OR_FOUR_COMMAND, description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many, from 0 on")
    parser.add_argument("--epochs", type=float, help="instead of each network's own")
    parser.add_argument("--json", action="store_true", help="print one JSON object, and nothing else")
    options = parser.parse_args(arguments)
    changes = {} if options.epochs is None else {"epochs": options.epochs}
    figures: dict[str, list[NetworkFigures]] = {}
    try:
        for seed in range(max(1, options.seeds)):
            for name, settings in compared_settings(seed).items():
                figures.setdefault(name, []).append(measured_network(replace(settings, **changes)))
                print(f"seed {seed}, {name}: {figures[name][-1]['exact']:.4f} exact", file=sys.stderr, flush=True)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    table = {name: averages(rows) for name, rows in figures.items()}
    print(finite_json(table) if options.json else comparison_markdown(table))
    return 0


if __name__ == "__main__":
    run_command(main)
