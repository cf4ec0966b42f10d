"""The report of 2019: its networks, its published accuracies, and where the runs that train them again are kept."""

from dataclasses import replace
from statistics import fmean, pstdev
from typing import Any

from model.heads import HEADS
from model.predict.predictor import SHIPPED
from training.presets import PRESETS
from training.settings import STABLE, RunSettings

REPORT_COMMAND = "python -m training.coursework"  # trains the networks and writes the file
RESULTS_FILE = SHIPPED / "coursework-2019.json"
REPORT_VERSIONS = ("coursework-v1", "coursework-v2", "coursework-v3")
REPORT_SPLITS = ("coursework", "honest")  # that of 2019 first
SEEDS = 3  # of each network on each split
SCORES = (*HEADS, "average", "exact")
PUBLISHED: dict[str, dict[str, float]] = {  # test accuracy in the report of 2019; it counted no exact matches
    "coursework-v1": {"length": 0.9196, "width": 0.9642, "colour": 0.9953, "angle": 0.4464, "average": 0.831},
    "coursework-v2": {"length": 0.9903, "width": 0.9986, "colour": 0.9996, "angle": 0.9222, "average": 0.978},
    "coursework-v3": {"length": 1.0, "width": 0.9973, "colour": 0.9968, "angle": 0.9963, "average": 0.9976},
}
RESET_STEP = 12  # the exploding first gradients of v1 and v2 are over by then
ReportRun = dict[str, Any]  # an entry of the file, see `training.coursework.trained_run`


def loss_races() -> dict[str, tuple[RunSettings, RunSettings]]:
    """What the numerical details of the loss cost v2: two races, each of two runs that differ in one setting."""
    clipped = version_settings("coursework-v2", "coursework", seed=0)
    stable = replace(clipped, loss_from=STABLE)
    reset = replace(stable, optimizer_reset=RESET_STEP)
    return {"Race the two losses": (clipped, stable), f"Race with a reset at step {RESET_STEP}": (reset, stable)}


def seed_statistics(run: ReportRun, part: str) -> dict[str, tuple[float, float]]:
    """Mean and spread (standard deviation) of each score over the seeds of an entry.

    Args:
        part: `test`, or `balanced` for all classes alike.
    """
    values = {name: [scores[part][name] for scores in run["seeds"]] for name in SCORES}
    return {name: (fmean(shares), pstdev(shares)) for name, shares in values.items()}


def with_spread(run: ReportRun, part: str) -> list[str]:
    """`97.12 ± 0.34` for each score, in percent; of a single seed the value alone."""
    several = len(run["seeds"]) > 1
    statistics = seed_statistics(run, part).values()
    return [f"{100 * mean:.2f}" + several * f" ± {100 * spread:.2f}" for mean, spread in statistics]


def loss_from(run: ReportRun) -> str:
    """What its loss was computed from."""
    return run["settings"].get("loss_from", STABLE)


def seeds_text(run: ReportRun) -> str:
    """`0, 1, 2`."""
    return ", ".join(str(scores["settings"]["seed"]) for scores in run["seeds"])


def version_settings(version: str, split: str, seed: int, **changes: Any) -> RunSettings:
    """The preset of a version on a split; changes that are None are left out.

    Raises:
        SettingsError: A value is not allowed.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(PRESETS[version].settings, split=split, seed=seed, **given)
