"""`python -m training.leaderboard`: every balancing method against four networks that each train one head alone.

Accuracies are those of the honest test; `training.results.delta_m` says what delta-m is.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from data.finite_json import finite_json
from data.terminal import run_command
from model.balance import METHODS
from model.balance.method import EVERY
from model.heads import HEADS
from training.presets import PRESETS
from training.results.delta_m import delta_m, mean_ranks, single_head_settings
from training.settings import RunSettings, equal_weights

_COURSEWORK_WEIGHTS = PRESETS["coursework-v3"].settings.weights
_COURSEWORK_METHODS = ("manual", "upgrad")  # where the sliders are not only a factor: 5/2/1/50; all others start equal
_BATCH, _STEPS, _SEEDS = 128, 600, 3
MethodScores = dict[str, Any]  # accuracy of each head, `exact`, and `steps`: per head to 95 % or None


def method_settings(every: int | None = None) -> dict[str, RunSettings]:
    """The rows by name: each method with its defaults, and equal weights beside 5/2/1/50.

    Args:
        every: Steps between two measurements, of the methods that measure gradients. None: their own.
    """
    start = replace(PRESETS["coursework-v3"].settings, batch_size=_BATCH, weights=equal_weights())
    rows = {"equal weights": start}
    for name, method in METHODS.items():
        weights = _COURSEWORK_WEIGHTS if name in _COURSEWORK_METHODS else equal_weights()
        label = f"{method.label} 5/2/1/50" if name in _COURSEWORK_METHODS else method.label
        names = [parameter.name for parameter in method.parameters]
        held = {EVERY.name: every} if every and EVERY.name in names else {}
        rows[label] = replace(start, method=name, method_parameters=held, weights=weights)
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


def method_rows(steps: int, seeds: int, every: int | None = None, say: Any = print) -> list[dict[str, Any]]:
    """All rows, best first, with mean and spread over the seeds.

    Args:
        every: As `entries` has it.
        say: Hears of each run that has ended.
    """
    rows = method_settings(every)
    runs: dict[str, list[MethodScores]] = {name: [] for name in rows}
    baselines: list[dict[str, float]] = []
    for seed in range(seeds):
        some = next(iter(rows.values()))
        baselines.append({head: trained_scores(single_head_settings(some, head), seed, steps)[head] for head in HEADS})
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


def leaderboard_markdown(rows: Iterable[dict[str, Any]]) -> str:
    """The table of docs/leaderboard.md."""
    heads = " | ".join(HEADS)
    lines = [
        f"| method | delta-m % (lower: better) | spread | mean rank | {heads} | worst | all four | angle at 95 % |",
        "|---" * (7 + len(HEADS)) + "|",
    ]
    for row in rows:
        accuracy = " | ".join(f"{row['accuracy'][head]:.3f}" for head in HEADS)
        step = row["steps"]["angle"]
        lines.append(
            f"| {row['method']} | {row['delta_m']:+.2f} | {row['spread']:.2f} | {row['rank']:.1f} | {accuracy} "
            f"| {row['worst']:.3f} | {row['exact']:.3f} | {'never' if step is None else f'step {step}'} |"
        )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.leaderboard", description=__doc__)
    parser.add_argument("--steps", type=int, default=_STEPS)
    parser.add_argument("--seeds", type=int, default=_SEEDS)
    parser.add_argument("--every", type=int, help="steps between measurements, of the methods that measure gradients")
    parser.add_argument("--json", action="store_true", help="print one JSON list, and nothing else")
    options = parser.parse_args(arguments)
    from training.engine.task import use_one_thread

    use_one_thread()
    rows = method_rows(
        options.steps, options.seeds, options.every, say=lambda text: print(text, file=sys.stderr, flush=True)
    )
    print(finite_json(rows) if options.json else leaderboard_markdown(rows))
    return 0


if __name__ == "__main__":
    run_command(main)
