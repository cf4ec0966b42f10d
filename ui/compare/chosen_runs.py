"""The runs that are chosen: their ids stand in the link, in the order in which they were chosen."""

from collections.abc import Iterable

import streamlit as st

from training.results.leaderboard import RUNS_AT_MOST
from training.run import Run
from ui.compare import fields
from ui.compare.fields import AT_MOST
from ui.shared.format import escaped
from ui.shared.store import store


def every_run() -> list[Run]:
    """All runs, newest first; none that are deleted."""
    return store().runs(RUNS_AT_MOST)


def chosen_ids() -> list[str]:
    """The ids that the link names, whether or not there are such runs."""
    return list(dict.fromkeys(filter(None, fields.CHOSEN.follow().split(","))))[:AT_MOST]


def chosen_runs(every: Iterable[Run]) -> list[Run]:
    """The chosen ones; a trial of a search is in no list of runs, but may be chosen."""
    known = {run.id: run for run in every}
    found = (known.get(one) or store().run(one) for one in chosen_ids())
    return [run for run in found if run and not run.deleted]


def lost_words(found: Iterable[Run]) -> str:
    """What of the link is not here, or nothing.

    Args:
        found: The chosen runs.
    """
    there = {run.id for run in found}
    lost = [one for one in chosen_ids() if one not in there]
    if not lost:
        return ""
    why = "It was deleted, or is" if len(lost) == 1 else "They were deleted, or are"
    return f"Not here: {escaped(', '.join(lost))}. {why} on another server."


def choose(ids: Iterable[str]) -> None:
    """Choose these runs in place of those that are chosen."""
    fields.CHOSEN.choose(",".join(list(dict.fromkeys(ids))[:AT_MOST]))


def side_by_side(ids: Iterable[str]) -> None:
    """Choose these runs and show them so; for a callback."""
    choose(ids)
    st.session_state[fields.SECTION.name] = "beside"
