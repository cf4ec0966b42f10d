"""`python -m training.leaderboard`: every balancing method against four networks that each train one head alone.

Accuracies are those of the honest test; `training.results.delta_m` says what delta-m is.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from model.balance import METHODS
from model.balance.method import EVERY
from model.heads import HEADS
from training.presets import PRESETS
from training.results.delta_m import alone, delta_m, mean_ranks
from training.settings import RunSettings, equal_weights

COURSEWORK = PRESETS["coursework-v3"].settings.weights
FROM_COURSEWORK = ("manual", "upgrad")  # where the sliders are not only a factor: 5/2/1/50; all others start equal
BATCH, STEPS, SEEDS = 128, 600, 3
Scores = dict[str, Any]  # accuracy of each head, `exact`, and `steps`: per head to 95 % or None


def entries(every: int | None = None) -> dict[str, RunSettings]:
    """The rows by name: each method with its defaults, and equal weights beside 5/2/1/50.

    Args:
        every: Steps between two measurements, of the methods that measure gradients. None: their own.
    """
    start = replace(PRESETS["coursework-v3"].settings, batch_size=BATCH, weights=equal_weights())
    rows = {"equal weights": start}
    for name, method in METHODS.items():
        weights = COURSEWORK if name in FROM_COURSEWORK else equal_weights()
        label = f"{method.label} 5/2/1/50" if name in FROM_COURSEWORK else method.label
        held = {EVERY.name: every} if every and EVERY.name in {one.name for one in method.parameters} else {}
        rows[label] = replace(start, method=name, method_parameters=held, weights=weights)
    return rows


def trained(settings: RunSettings, seed: int, steps: int) -> Scores:
    """Train so many steps and measure on the test part."""
    from training.dataset import dataset
    from training.engine.task import trainer_for
    from training.local_run import Curve
    from training.loop.loop import Loop
    from training.loop.schedule import steps_per_epoch
    from training.results.scores import first_solved, test_scores

    settings = replace(settings, seed=seed)
    data = dataset(settings)
    settings = replace(settings, epochs=steps / steps_per_epoch(settings, len(data.parts.training)))
    trainer, curve = trainer_for(settings), Curve(quiet=True)
    Loop(settings, data, trainer, curve).run()
    return {**test_scores(trainer, data), "steps": first_solved(curve.points)}


def leaderboard(steps: int, seeds: int, every: int | None = None, say: Any = print) -> list[dict[str, Any]]:
    """All rows, best first, with mean and spread over the seeds.

    Args:
        every: As `entries` has it.
        say: Hears of each run that has ended.
    """
    rows = entries(every)
    runs: dict[str, list[Scores]] = {name: [] for name in rows}
    baselines: list[dict[str, float]] = []
    for seed in range(seeds):
        some = next(iter(rows.values()))
        baselines.append({head: trained(alone(some, head), seed, steps)[head] for head in HEADS})
        say(f"seed {seed}, each head alone: {_accuracies(baselines[-1])}")
        for name, settings in rows.items():
            runs[name].append(trained(settings, seed, steps))
            say(f"seed {seed}, {name}: {_accuracies(runs[name][-1])}")
    ranks = [mean_ranks({name: each[seed] for name, each in runs.items()}) for seed in range(seeds)]
    found = [_row(name, each, baselines, [rank[name] for rank in ranks]) for name, each in runs.items()]
    return sorted(found, key=lambda row: row["delta_m"])


def _row(name: str, runs: list[Scores], baselines: list[dict[str, float]], ranks: list[float]) -> dict[str, Any]:
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


def as_markdown(rows: Iterable[dict[str, Any]]) -> str:
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
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--every", type=int, help="steps between measurements, of the methods that measure gradients")
    parser.add_argument("--json", action="store_true", help="print one JSON list, and nothing else")
    options = parser.parse_args(arguments)
    from training.engine.task import use_one_thread

    use_one_thread()
    rows = leaderboard(
        options.steps, options.seeds, options.every, say=lambda text: print(text, file=sys.stderr, flush=True)
    )
    print(json.dumps(rows) if options.json else as_markdown(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
