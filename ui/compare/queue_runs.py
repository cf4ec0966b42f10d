"""Runs that the page puts into the queue: none that is there already."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import streamlit as st

from training import presets
from training.results import leaderboard
from training.results.leaderboard import Group
from training.run import OTHER_VERSION, Run
from training.settings import RunSettings
from ui.compare.chosen_runs import every_run
from ui.shared.format import counted
from ui.shared.notify import say
from ui.shared.run_text import duration
from ui.shared.store import store

_LOCK = threading.Lock()  # two sessions, or two quick clicks, must not both find that a run is missing


def known_groups(every: Iterable[Run]) -> dict[str, Group]:
    """All groups of runs that differ in the seed alone."""
    return leaderboard.groups(every, store().changed_runs())


def queue(wanted: Callable[[dict[str, Group]], Iterable[RunSettings]], tag: str = "") -> list[str]:
    """Queue what is wanted and not there yet; returns the ids.

    Args:
        wanted: Says what, of all groups there are.
        tag: That the new runs are given.
    """
    with _LOCK:
        known = known_groups(every_run())
        missing = [one for one in wanted(known) if not is_there(one, known)]
        ids = [store().create_run(name_of(one), one.to_json()) for one in missing]
    for run_id in ids if tag else ():
        store().tag(run_id, [tag])
    return ids


def is_there(settings: RunSettings, known: dict[str, Group]) -> bool:
    """Whether somebody has trained or queued it."""
    group = known.get(settings.group_key)
    return group is not None and settings.seed in group.seeds


def name_of(settings: RunSettings) -> str:
    """What a run is called: as its own network is, or its preset; and the one head that it trains."""
    trained = [head for head, weight in settings.weights.items() if weight]
    name = presets.name_of(settings)
    named = name.endswith(" alone")  # a preset of one head
    return f"{name}, {trained[0]} alone" if len(trained) == 1 and not named else name


def time_words(wanted: Sequence[RunSettings], known: dict[str, Group]) -> str:
    """'about 2 min 05 s of training', from runs of the same network and budget; '' where there were none."""
    each = [leaderboard.seconds_each(one, known) for one in wanted]
    spent = [seconds for seconds in each if seconds is not None]
    if not spent or len(spent) < len(each):
        return ""
    return f"about {duration(sum(spent))} of training"


def told(ids: Sequence[str]) -> None:
    """Say what was queued."""
    queued = f"{counted(len(ids), 'run')} {'is' if len(ids) == 1 else 'are'} queued."
    say(queued if ids else "Nothing was missing.", ":material/queue:")


def further(settings: RunSettings, group: Group | None, enough: int) -> list[RunSettings]:
    """The runs that these settings lack until there are `enough` seeds."""
    empty = Group(key="", settings=settings, runs=(), seeds=frozenset())
    return [replace(settings, seed=seed) for seed in leaderboard.further_seeds(group or empty, enough)]


def repeat(settings: RunSettings) -> None:
    """Queue further seeds until there are as many as the leaderboard needs."""
    told(queue(lambda known: further(settings, known.get(settings.group_key), leaderboard.ENOUGH)))


def repeat_button(run: Run, every: Sequence[Run]) -> None:
    """Repeats a run with other seeds, as many as its leaderboard needs."""
    settings = run.readable
    known = known_groups(every) if settings else {}
    missing = further(settings, known.get(settings.group_key), leaderboard.ENOUGH) if settings else []
    many = counted(len(missing), "further run")
    help_there = f"Its settings have {leaderboard.ENOUGH} seeds already." if settings else OTHER_VERSION
    st.button(
        f"Repeat with {leaderboard.ENOUGH} seeds",
        key="repeat",
        icon=":material/replay:",
        on_click=repeat,
        args=(settings,),
        disabled=not missing,
        help=" ".join(filter(None, (f"Queues {many},", time_words(missing, known)))) if missing else help_there,
    )
