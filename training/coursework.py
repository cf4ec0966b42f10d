"""`python -m training.coursework`: the report of 2019 again, from runs of our own, on its split and on the honest one.

Trains v1, v2 and v3 on both splits with several seeds and writes what they are worth to
`model/shipped/coursework-2019.json`: the first seed in full, of all seeds the accuracies. A run that stands there with
the same settings is not trained again. The random split of 2019 put copies of many test pictures into the training
part: the file says of how many, and what the network makes of those and of the others.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from data.finite_json import finite_json
from data.labels import CLASS_COUNT, class_index
from data.percent import plain_percent
from data.split import by_content
from data.terminal import run_command
from model.evaluate import Evaluation, evaluate
from model.heads import HEADS, per_head
from model.scores import accuracies, class_probabilities
from runs.history import HistoryPoint
from training.dataset import Dataset, dataset
from training.loop.callbacks import NullCallback
from training.loop.schedule import steps_per_epoch, total_steps
from training.results.coursework_2019 import (
    PUBLISHED,
    REPORT_COMMAND,
    REPORT_SPLITS,
    REPORT_VERSIONS,
    RESULTS_FILE,
    SCORES,
    SEEDS,
    ReportRun,
    loss_from,
    seed_statistics,
    seeds_text,
    version_settings,
    with_spread,
)
from training.settings import RunSettings, SettingsError

CURVE_POINTS = 60
_OF_SEEDS = ("settings", "test", "balanced")  # what the file holds of every seed
_DIGITS = 5  # of the numbers in the file
Probabilities = dict[str, np.ndarray]  # per head `(n, classes)` probabilities
Say = Callable[[str], None]


class EpochPrinter(NullCallback):
    """Keeps the points of a run, and says after each epoch how far it is."""

    def __init__(self, say: Say) -> None:
        self.points: list[HistoryPoint] = []
        self._say = say

    def point(self, point: HistoryPoint) -> None:
        self.points.append(point)
        if point.validation_accuracy and point.epoch is not None and point.epoch % 1 == 0:
            self._say(f"  epoch {point.epoch:2.0f}  {_in_line(point.validation_accuracy)}")


def trained_run(settings: RunSettings, say: Say) -> dict[str, Any]:
    """Train one network and measure it.

    Args:
        say: Hears of each epoch.

    Returns:
        An entry of the file: `settings`, how the run ended, `curve`, accuracies on the `training` part (each distinct
        picture once), and what `measured` says of the test part.
    """
    from training.engine.task import trainer_for
    from training.loop.loop import Loop

    data, trainer, curve = dataset(settings), trainer_for(settings), EpochPrinter(say)
    started = time.process_time()
    outcome = Loop(settings, data, trainer, curve).run()
    seconds = time.process_time() - started
    if outcome.message:
        say(f"  {outcome.message}")
    known = distinct(data.pictures, data.parts.training)

    def answers(rows: np.ndarray) -> Probabilities:
        return class_probabilities(trainer.probabilities(data.pictures[rows]))

    return {
        "settings": settings.to_json(),
        "status": outcome.status,
        "steps": outcome.step,
        "parameters": trainer.network.count_params(),
        "cpu_s": round(seconds, 1),
        "curve": curve_of(curve.points),
        "training": rounded(accuracies(answers(known), data.labels[known])),
        **measured_test_part(answers(data.parts.test), data),
    }


def measured_test_part(probabilities: Probabilities, data: Dataset) -> dict[str, Any]:
    """What a network is worth on the test part.

    Short lines fit in more places than long ones, so they have fewer copies and are more of the distinct pictures. That
    is why there are accuracies for an equal mix of the 96 classes too.

    Args:
        probabilities: Its answers for the test part.

    Returns:
        `pictures` in each part; `test` accuracies, and `balanced` ones in which every class counts alike; per head the
        `confusion` (rows true, columns said), `f1` of each class and its mean `macro_f1`; and `copies`: which share of
        the test part also stands in the training part, the accuracies on `new` pictures, and on `seen` ones in the
        same mix of classes (None where there is none).
    """
    parts, labels = data.parts, data.labels[data.parts.test]
    judged, classes, seen = evaluate(probabilities, labels), class_index(labels), has_copy(data)
    return {
        "pictures": {name: len(getattr(parts, name)) for name in ("training", "validation", "test")},
        "test": rounded(accuracies(probabilities, labels)),
        "balanced": weighted(judged, in_mix(np.ones(len(labels), bool), classes, np.ones(CLASS_COUNT))),
        "confusion": {head: judged.matrices[head].tolist() for head in HEADS},
        "f1": {head: judged.scores[head].f1.round(_DIGITS).tolist() for head in HEADS},
        "macro_f1": rounded({head: judged.scores[head].macro_f1 for head in HEADS}),
        "copies": {
            "share": round(float(seen.mean()), _DIGITS),
            "seen": weighted(judged, in_mix(seen, classes, _counts(classes[~seen]))),
            "new": weighted(judged, ~seen),
        },
    }


def has_copy(data: Dataset) -> np.ndarray:
    """`(n,)` bool: which test pictures also stand, pixel for pixel, in the training part."""
    content = by_content(data.pictures)
    return np.isin(content[data.parts.test], content[data.parts.training])


def in_mix(rows: np.ndarray, classes: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """Weights `(n,)` that give the chosen pictures a mix of classes; a class without a picture drops out.

    Args:
        rows: `(n,)` bool, which pictures.
        classes: `(n,)` 0..95.
        mix: `(96,)` how much each class counts, whatever their sum.

    Source:
        Direct standardisation: J. L. Fleiss et al., Statistical Methods for Rates and Proportions, 2003, chapter 19.
    """
    return rows * (mix / np.maximum(_counts(classes[rows]), 1))[classes]


def _counts(classes: np.ndarray) -> np.ndarray:
    return np.bincount(classes, minlength=CLASS_COUNT)


def weighted(judged: Evaluation, weights: np.ndarray) -> dict[str, float] | None:
    """Accuracies in which picture i counts `weights[i]`; None if nothing counts."""
    if not weights.any():
        return None
    right = np.average(judged.right, axis=0, weights=weights)
    exact = float(np.average(judged.exact, weights=weights))
    return rounded({**per_head(right.tolist()), "average": float(right.mean()), "exact": exact})


def distinct(pictures: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Those rows in which a picture stands for the first time."""
    return rows[np.unique(by_content(pictures[rows]), return_index=True)[1]]


def curve_of(points: list[HistoryPoint]) -> dict[str, Any]:
    """At most `CURVE_POINTS` validated points, the first and the last among them, as columns.

    Returns:
        `epoch`, and per head `val_loss` (nats) and `val_accuracy`, on the validation sample of the loop.
    """
    seen = [point for point in points if point.validation_accuracy]
    kept = [seen[i] for i in np.unique(np.linspace(0, len(seen) - 1, CURVE_POINTS).round().astype(int))]
    measured = {
        "val_loss": [point.validation_loss or {} for point in kept],
        "val_accuracy": [point.validation_accuracy or {} for point in kept],
    }
    of_heads = {
        name: {head: [round(value[head], _DIGITS) for value in values] for head in HEADS}
        for name, values in measured.items()
    }
    return {"epoch": [round(point.epoch or 0.0, _DIGITS) for point in kept], **of_heads}


def rounded(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in scores.items()}


def planned_settings(seed: int, **changes: Any) -> dict[tuple[str, str], RunSettings]:
    """The settings by version and split. On both splits a version takes equally many steps.

    The honest training part may be some pictures short of the last full batch of an epoch: then it has more epochs.

    Raises:
        SettingsError: A value is not allowed.
    """
    plan = {}
    for version in REPORT_VERSIONS:
        theirs, fair = (version_settings(version, split, seed, **changes) for split in REPORT_SPLITS)
        steps = total_steps(theirs, len(dataset(theirs).parts.training))
        epochs = steps / steps_per_epoch(fair, len(dataset(fair).parts.training))
        plan |= {(version, REPORT_SPLITS[0]): theirs, (version, REPORT_SPLITS[1]): replace(fair, epochs=epochs)}
    return plan


def reproduce_report(file: Path, seeds: Sequence[int], say: Say, **changes: Any) -> dict[str, Any]:
    """Train what the file lacks, all versions on both splits, and write it after each run; returns what it holds.

    Raises:
        SettingsError: A value is not allowed.
    """
    results = json.loads(file.read_text()) if file.exists() else {}
    results = {"seed": seeds[0], "versions": results.get("versions", {})}
    for seed in seeds:
        for (version, split), settings in planned_settings(seed, **changes).items():
            runs = results["versions"].setdefault(version, {})
            if is_trained(runs.get(split, {}), settings, in_full=seed == seeds[0]):
                continue
            say(f"{version}, {split} split, seed {seed}")
            run = trained_run(settings, say)
            say(f"  test      {_in_line(run['test'])}")
            runs[split] = with_run(runs.get(split, {}), run, in_full=seed == seeds[0])
            file.write_text(finite_json(results, separators=(",", ":")) + "\n")
    return results


def is_trained(entry: ReportRun, settings: RunSettings, in_full: bool) -> bool:
    """Whether an entry of the file holds the run with these settings."""
    runs = [entry] if in_full else entry.get("seeds", [])
    return any(run.get("settings") == settings.to_json() for run in runs)


def with_run(entry: ReportRun, run: ReportRun, in_full: bool) -> ReportRun:
    """An entry of the file with one more run; those of other seeds stay if they have the same settings.

    Args:
        in_full: It is the run that is shown in full.
    """
    others = [other for other in entry.get("seeds", []) if _but_for_seed(other) == _but_for_seed(run)]
    by_seed = {scores["settings"]["seed"]: scores for scores in (*others, {name: run[name] for name in _OF_SEEDS})}
    return {**(run if in_full else entry), "seeds": [by_seed[seed] for seed in sorted(by_seed)]}


def _but_for_seed(run: ReportRun) -> dict[str, Any]:
    """Its settings; the seed decides too how many epochs make equally many steps on the honest split."""
    return {name: value for name, value in run["settings"].items() if name not in ("seed", "epochs")}


def accuracy_text(results: Mapping[str, Any]) -> str:
    """Published test accuracies and ours, as text."""
    lines = [f"{'':36}" + "".join(f"{name:>9}" for name in SCORES)]
    for version, runs in results["versions"].items():
        copies = runs["coursework"]["copies"]
        rows = {"published": PUBLISHED[version]} | {f"{name} split": run["test"] for name, run in runs.items()}
        rows |= {"honest, classes alike": runs["honest"]["balanced"]}
        for split, run in runs.items():
            statistics = seed_statistics(run, "test")
            of_seeds = f"{split}, {len(run['seeds'])} seeds"
            rows |= {f"{of_seeds}, mean": {name: mean for name, (mean, _) in statistics.items()}}
            rows |= {f"{of_seeds}, spread": {name: spread for name, (_, spread) in statistics.items()}}
        rows |= {f"coursework split, {kind}": copies[kind] for kind in ("seen", "new")}
        lines += [f"{version:14}  {name:28}" + _cells(scores) for name, scores in rows.items() if scores]
        lines.append(f"{version:14}  {plain_percent(copies['share'])} of the coursework test part is seen")
    return "\n".join(lines)


def statistics_markdown(results: Mapping[str, Any]) -> str:
    """The table of docs/coursework_2019.md: published accuracies, and mean and spread of ours over the seeds."""
    lines = [f"| network | split | seeds | loss from | {' | '.join(SCORES)} |", "|---" * (4 + len(SCORES)) + "|"]
    for version, runs in results["versions"].items():
        published = [f"{100 * share:.2f}" if (share := PUBLISHED[version].get(name)) else "–" for name in SCORES]
        lines.append(f"| `{version}` | of 2019 | published | clipped-probabilities | {' | '.join(published)} |")
        for split, run in runs.items():
            cells = split, seeds_text(run), loss_from(run), *with_spread(run, "test")
            lines.append(f"| | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(scores: Mapping[str, float]) -> str:
    return "".join(f"{scores[name]:9.4f}" if name in scores else f"{'–':>9}" for name in SCORES)


def _in_line(scores: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in scores.items())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=REPORT_COMMAND, description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the first one, which is kept in full")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many, from the first on")
    parser.add_argument("--epochs", type=float, help="instead of the 10, 15 and 15 of 2019")
    parser.add_argument("--per-class", type=int, help="instead of the 1,000 pictures of each class of 2019")
    parser.add_argument("--out", type=Path, default=RESULTS_FILE, metavar="FILE")
    options = parser.parse_args(arguments)
    from training.engine.task import load_tensorflow

    load_tensorflow()
    try:
        results = reproduce_report(
            options.out,
            range(options.seed, options.seed + max(1, options.seeds)),
            say=lambda text: print(text, file=sys.stderr, flush=True),
            epochs=options.epochs,
            per_class=options.per_class,
        )
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    print(accuracy_text(results), statistics_markdown(results), sep="\n\n")
    return 0


if __name__ == "__main__":
    run_command(main)
