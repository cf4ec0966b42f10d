"""Groups that share their baselines, so that their rows can be held against each other."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from model.heads import HEADS
from training.results import leaderboard
from training.results.leaderboard import ENOUGH, Group
from training.run import Run
from training.settings import RunSettings
from ui.compare.queue_runs import name_of
from ui.compare.run_filter import settings_in_short
from ui.shared.format import counted


def short_key(key: str) -> str:
    """Stands for a long key in the link."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def families(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """The groups that have a result, by network and budget. Baselines are in none."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if group.runs and group.baseline_of is None:
            found.setdefault(short_key(leaderboard.baseline_key(group.settings, "angle")), []).append(group)
    return found


def family_label(groups: Sequence[Group]) -> str:
    """'Fast · 1 epoch · batch 32 · rate 0.006 (4 settings)', as plain text."""
    settings = groups[0].settings
    words = settings_in_short(settings, "epochs", "batch_size", "split")
    many = counted(len(groups), "setting")
    return f"{name_of(settings)} · {words} · rate {settings.learning_rate:g} ({many})"


def row_label(settings: RunSettings) -> str:
    """What tells the rows of a family apart: weights, method, optimiser."""
    return settings_in_short(settings, "weights", "method", "optimizer", "batch_size", "split", "data", "start")


def needing(groups: Iterable[Group]) -> list[Group]:
    """The groups with as many seeds as baselines are trained for: the mean of those holds for all others."""
    return [replace(group, runs=group.runs[:ENOUGH]) for group in groups]


def pending_baselines(groups: Iterable[Group], every: Iterable[Run]) -> list[Run]:
    """Baselines of these groups that wait or train."""
    some = [group.settings for group in groups if not group.settings.joint]  # others have none
    wanted = {leaderboard.baseline_key(settings, head) for settings in some for head in HEADS}
    live = [run for run in every if not run.finished]
    return [run for run in live if (settings := run.readable) and settings.group_key in wanted]
