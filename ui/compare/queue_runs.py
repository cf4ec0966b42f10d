"""Runs that Compare queues: only those that nobody has trained or queued yet."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from runs.turns import QueueFull
from training import presets
from training.results import leaderboard
from training.results.leaderboard import Group
from training.run import OTHER_VERSION, Run
from training.settings import RunSettings
from ui.compare.chosen_runs import all_runs
from ui.shared.format import counted
from ui.shared.layout import action_button
from ui.shared.notify import queue_notice
from ui.shared.run_text import duration
from ui.shared.store import store

_LOCK = threading.Lock()  # two sessions, or two quick clicks, must not queue the same run twice


def run_groups(runs: Iterable[Run]) -> dict[str, Group]:
    """The runs grouped by their settings, whatever the seed."""
    return leaderboard.groups(runs, store().changed_runs())


def queue_missing(wanted: Callable[[dict[str, Group]], Iterable[RunSettings]], tag: str = "") -> None:
    """Queue what is wanted and does not exist yet, and say how many runs these are; for a callback.

    Args:
        wanted: Takes all groups and returns settings.
        tag: Of the new runs.
    """
    with _LOCK:
        known = run_groups(all_runs())
        missing = [settings for settings in wanted(known) if not is_known(settings, known)]
        ids, refusal = _queue(missing)
    for run_id in ids if tag else ():
        store().tag(run_id, [tag])
    words = f"Queued {counted(len(ids), 'run')}." if ids or refusal else "Nothing was missing."
    queue_notice(f"{words} {refusal}".strip(), ":material/queue:")


def _queue(wanted: Iterable[RunSettings]) -> tuple[list[str], str]:
    """Ids of the queued runs, and why the others are not."""
    ids = []
    for settings in wanted:
        try:
            ids.append(store().create_run(default_name(settings), settings.to_json()))
        except QueueFull as error:
            return ids, str(error)
    return ids, ""


def is_known(settings: RunSettings, known: dict[str, Group]) -> bool:
    """Whether such a run was trained or queued."""
    group = known.get(settings.group_key)
    return group is not None and settings.seed in group.seeds


def default_name(settings: RunSettings) -> str:
    """The name of a new run: that of its network or preset, and of the head if it trains one alone."""
    trained = [head for head, weight in settings.weights.items() if weight]
    name = presets.default_run_name(settings)
    names_head = name.endswith(" alone")  # as presets of one head do
    return f"{name}, {trained[0]} alone" if len(trained) == 1 and not names_head else name


def training_time(wanted: Sequence[RunSettings], known: dict[str, Group]) -> str:
    """'about 2 min 05 s of training', from runs of the same network and budget; '' if there are none."""
    estimates = [leaderboard.seconds_each(settings, known) for settings in wanted]
    seconds = [estimate for estimate in estimates if estimate is not None]
    return f"about {duration(sum(seconds))} of training" if seconds and len(seconds) == len(estimates) else ""


def missing_seeds(settings: RunSettings, group: Group | None, enough: int) -> list[RunSettings]:
    """The runs that are missing until these settings have `enough` seeds."""
    empty = Group(key="", settings=settings, runs=(), seeds=frozenset())
    return [replace(settings, seed=seed) for seed in leaderboard.further_seeds(group or empty, enough)]


def queue_repeats(settings: RunSettings) -> None:
    """Queue further seeds until there are as many as the leaderboard needs."""
    queue_missing(lambda known: missing_seeds(settings, known.get(settings.group_key), leaderboard.SEEDS_WANTED))


def repeat_button(run: Run, runs: Sequence[Run]) -> None:
    """The button that repeats a run with other seeds, as many as the leaderboard needs."""
    settings = run.readable
    known = run_groups(runs) if settings else {}
    missing = missing_seeds(settings, known.get(settings.group_key), leaderboard.SEEDS_WANTED) if settings else []
    if missing:
        parts = (f"Queues {counted(len(missing), 'further run')}", training_time(missing, known))
        words = ", ".join(filter(None, parts))
    else:
        words = f"Its settings have {leaderboard.SEEDS_WANTED} seeds already." if settings else OTHER_VERSION
    label = f"Repeat with {leaderboard.SEEDS_WANTED} seeds"
    action_button(label, "repeat", "replay", queue_repeats, settings, disabled=not missing, help=words)
