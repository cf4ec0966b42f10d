"""Families of groups with the same network and budget, and so the same baselines: their rows can be compared."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from model.heads import HEADS
from training.results import leaderboard
from training.results.leaderboard import SEEDS_WANTED, Group
from training.run import Run
from training.settings import RunSettings
from ui.compare.queue_runs import default_name
from ui.compare.run_filter import settings_summary
from ui.shared.format import counted


def short_key(key: str) -> str:
    """Of a group or a family, for the link."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def families(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """The groups with a result, by network and budget; without baselines."""
    by_key: dict[str, list[Group]] = {}
    for group in groups:
        if group.runs and group.baseline_of is None:
            by_key.setdefault(short_key(leaderboard.baseline_key(group.settings, "angle")), []).append(group)
    return by_key


def family_label(groups: Sequence[Group]) -> str:
    """'Fast · 1 epoch · batch 32 · rate 0.006 (4 settings)', as plain text."""
    settings = groups[0].settings
    words = settings_summary(settings, "epochs", "batch_size", "split")
    count = counted(len(groups), "setting")
    return f"{default_name(settings)} · {words} · rate {settings.learning_rate:g} ({count})"


def row_label(settings: RunSettings) -> str:
    """The settings in which rows of a family differ."""
    names = "weights", "method", "optimizer", "loss_from", "optimizer_reset", "batch_size", "split", "data", "start"
    return settings_summary(settings, *names)


def first_seeds(groups: Iterable[Group]) -> list[Group]:
    """The groups with the first `ENOUGH` seeds alone: further seeds need no baselines of their own."""
    return [replace(group, runs=group.runs[:SEEDS_WANTED]) for group in groups]


def pending_baselines(groups: Iterable[Group], runs: Iterable[Run]) -> list[Run]:
    """Baselines of these groups that are queued or train."""
    with_heads = [group.settings for group in groups if not group.settings.joint]
    wanted = {leaderboard.baseline_key(settings, head) for settings in with_heads for head in HEADS}
    unfinished = [run for run in runs if not run.finished]
    return [run for run in unfinished if (settings := run.readable) and settings.group_key in wanted]
