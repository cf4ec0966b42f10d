"""`python -m training.leaderboard`: every balancing method against four networks that each train one head alone.

Accuracies are those of the honest test; `training.results.delta_m` says what delta-m is.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from data.finite_json import finite_json
from data.terminal import run_command
from model.balance import METHODS
from model.balance.method import EVERY, MEASURE_ON
from model.heads import HEADS
from training.presets import PRESETS
from training.results.delta_m import delta_m, mean_ranks, single_head_settings
from training.results.welch import welch_p
from training.settings import STABLE, RunSettings, equal_weights

_COURSEWORK_WEIGHTS = PRESETS["coursework-v3"].settings.weights
_START = replace(PRESETS["coursework-v3"].settings, batch_size=128, loss_from=STABLE)
_STEPS, _SEEDS = 600, 3
MethodScores = dict[str, Any]  # accuracy of each head, `exact`, and `steps`: per head to 95 % or None


def method_settings(
    parameters: Mapping[str, float] | None = None, methods: Iterable[str] = METHODS
) -> dict[str, RunSettings]:
    """The rows by name: each method with the sliders at 5/2/1/50 and equal, or once where they mean nothing.

    Args:
        parameters: In place of the defaults, of those methods that have them.
    """
    rows = {}
    for name in methods:
        method, known = METHODS[name], {parameter.name for parameter in METHODS[name].parameters}
        given = {parameter: value for parameter, value in (parameters or {}).items() if parameter in known}
        sliders = {"5/2/1/50": _COURSEWORK_WEIGHTS, "equal": equal_weights()}
        for text, weights in {"": equal_weights()}.items() if method.role == "nothing" else sliders.items():
            label = f"{method.label} {text}".rstrip()
            rows[label] = replace(_START, method=name, method_parameters=given, weights=weights)
    return rows


def trained_scores(settings: RunSettings, seed: int, steps: int) -> MethodScores:
    """Train so many steps and measure on the test part."""
    from training.dataset import dataset
    from training.engine.task import trainer_for
    from training.local_run import PointRecorder
    from training.loop.loop import Loop
    from training.loop.schedule import steps_per_epoch
    from training.results.scores import first_solved, test_scores

    settings = replace(settings, seed=seed)
    data = dataset(settings)
    settings = replace(settings, epochs=steps / steps_per_epoch(settings, len(data.parts.training)))
    trainer, curve = trainer_for(settings), PointRecorder(quiet=True)
    Loop(settings, data, trainer, curve).run()
    return {**test_scores(trainer, data), "steps": first_solved(curve.points)}


def method_rows(rows: Mapping[str, RunSettings], steps: int, seeds: int, say: Any = print) -> list[dict[str, Any]]:
    """The rows, best first, with mean and spread over the seeds.

    Args:
        rows: As `method_settings` gives them.
        say: Hears of each run that has ended.
    """
    runs: dict[str, list[MethodScores]] = {name: [] for name in rows}
    baselines: list[dict[str, float]] = []
    for seed in range(seeds):
        alone = {head: trained_scores(single_head_settings(_START, head), seed, steps) for head in HEADS}
        baselines.append({head: scores[head] for head, scores in alone.items()})
        say(f"seed {seed}, each head alone: {_accuracies(baselines[-1])}")
        for name, settings in rows.items():
            runs[name].append(trained_scores(settings, seed, steps))
            say(f"seed {seed}, {name}: {_accuracies(runs[name][-1])}")
    ranks = [mean_ranks({name: each[seed] for name, each in runs.items()}) for seed in range(seeds)]
    table = [_row(name, each, baselines, [rank[name] for rank in ranks]) for name, each in runs.items()]
    return sorted(table, key=lambda row: row["delta_m"])


def _row(name: str, runs: list[MethodScores], baselines: list[dict[str, float]], ranks: list[float]) -> dict[str, Any]:
    deltas = [delta_m(run, base) for run, base in zip(runs, baselines, strict=True)]
    solved = {head: [run["steps"][head] for run in runs] for head in HEADS}
    return {
        "method": name,
        "deltas": deltas,
        "delta_m": float(np.mean(deltas)),
        "spread": float(np.std(deltas)),
        "rank": float(np.mean(ranks)),
        "accuracy": {head: float(np.mean([run[head] for run in runs])) for head in HEADS},
        "worst": float(np.mean([min(run[head] for head in HEADS) for run in runs])),
        "exact": float(np.mean([run["exact"] for run in runs])),
        "steps": {head: None if None in each else round(float(np.mean(each))) for head, each in solved.items()},
    }


def _accuracies(scores: Mapping[str, float]) -> str:
    return "  ".join(f"{head} {scores[head]:.3f}" for head in HEADS)


def leaderboard_markdown(rows: Sequence[dict[str, Any]]) -> str:
    """The table of docs/leaderboard.md; `p` is that of Welch's t-test of each row's delta-m against the first one's."""
    heads = " | ".join(HEADS)
    lines = [
        f"| method | delta-m % (lower: better) | spread | p | mean rank | {heads} | worst | all four | angle at 95 % |",
        "|---" * (8 + len(HEADS)) + "|",
    ]
    for row in rows:
        p = welch_p(row["deltas"], rows[0]["deltas"])
        accuracy = " | ".join(f"{row['accuracy'][head]:.3f}" for head in HEADS)
        step = row["steps"]["angle"]
        lines.append(
            f"| {row['method']} | {row['delta_m']:+.2f} | {row['spread']:.2f} | {p:.2f} | {row['rank']:.1f} "
            f"| {accuracy} | {row['worst']:.3f} | {row['exact']:.3f} | {'never' if step is None else f'step {step}'} |"
        )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.leaderboard", description=__doc__)
    add = parser.add_argument
    add("--steps", type=int, default=_STEPS)
    add("--seeds", type=int, default=_SEEDS)
    add("--methods", nargs="+", choices=METHODS, default=[*METHODS], help="those that are trained; all if left out")
    add("--every", type=int, help="steps between measurements, of the methods that measure gradients")
    add("--measure-on", type=int, choices=(0, 1), help="1: these measure on the last shared layer alone")
    add("--json", action="store_true", help="print one JSON list, and nothing else")
    options = parser.parse_args(arguments)
    from training.engine.task import load_tensorflow

    load_tensorflow()
    given = {EVERY.name: options.every, MEASURE_ON.name: options.measure_on}
    settings = method_settings({name: value for name, value in given.items() if value is not None}, options.methods)
    rows = method_rows(settings, options.steps, options.seeds, say=partial(print, file=sys.stderr, flush=True))
    print(finite_json(rows) if options.json else leaderboard_markdown(rows))
    return 0


if __name__ == "__main__":
    run_command(main)
