"""The chosen runs: the link has their ids, in the order in which they were chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from training.results.leaderboard import LEADERBOARD_RUNS
from training.run import Run
from ui.compare import fields
from ui.compare.fields import CHOSEN_AT_MOST
from ui.shared.layout import action_button
from ui.shared.store import store
from ui.shared.url_state import gone


def all_runs() -> list[Run]:
    """All runs that are not deleted, newest first."""
    return store().runs(LEADERBOARD_RUNS)


def chosen_ids() -> list[str]:
    """The ids in the link, whether or not such runs exist."""
    return list(dict.fromkeys(filter(None, fields.CHOSEN.follow().split(","))))[:CHOSEN_AT_MOST]


def chosen_runs(runs: Iterable[Run]) -> list[Run]:
    """The chosen runs; a trial of a search may be chosen too, though it is not listed among `runs`."""
    listed = {run.id: run for run in runs}
    ids = chosen_ids()
    chosen = [run for run_id in ids if (run := listed.get(run_id) or store().run(run_id)) and not run.deleted]
    if len(chosen) < len(ids):
        fields.CHOSEN.drop(gone("run", "showing the others" if chosen else "choose another one"))
        choose_runs(run.id for run in chosen)
    return chosen


def choose_runs(ids: Iterable[str]) -> None:
    """Choose these runs instead of the chosen ones."""
    fields.CHOSEN.choose(",".join(list(dict.fromkeys(ids))[:CHOSEN_AT_MOST]))


def side_by_side_button(ids: Sequence[str], **options: Any) -> None:
    """The button that chooses these runs and opens them side by side."""
    st.button("Side by side", icon=":material/view_column:", on_click=_open_side_by_side, args=(ids,), **options)


def _open_side_by_side(ids: Sequence[str]) -> None:
    choose_runs(ids)
    fields.SECTION.stage("beside")


def train_button() -> None:
    action_button("Go to Train", "to_train", "play_circle", st.switch_page, "pages/train.py", type="primary")
