"""The leaderboard of runs grouped by settings: table, missing baselines, repetitions, and a chart of the spread."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from training.results import leaderboard
from training.results.leaderboard import Group, LeaderboardRow
from training.run import Run
from training.settings import RunSettings
from ui.compare import active_runs, fields, leaderboard_chart, leaderboard_families, leaderboard_text, queue_runs
from ui.compare.chosen_runs import all_runs, side_by_side_button, train_button
from ui.compare.fields import CHOSEN_AT_MOST
from ui.compare.leaderboard_chart import CHARTED_SCORES
from ui.compare.run_table import run_table
from ui.shared import joint_network, session_keys
from ui.shared.layout import action_button, draw_chart, horizontal, why_popover
from ui.shared.theme_colours import accent
from ui.shared.url_state import gone
from ui.shared.url_widgets import pills, selectbox

_ALL_FAMILIES = ""
_BASELINE_TAG = "baseline"  # of runs that are queued here


def draw_leaderboard() -> None:
    runs = all_runs()
    known = queue_runs.run_groups(runs)
    families = leaderboard_families.families(known.values())
    names = _follow_link(families)
    if not families:
        advice = "Train a network and repeat the run with 3 seeds: a row here is the mean over seeds."
        st.info(f"No run has finished yet. {advice}", icon=":material/leaderboard:")
        return train_button()
    rows = leaderboard.leaderboard_rows(_pick_family(families), known)
    ticked = [row for row in rows if leaderboard_families.short_key(row.group.key) in names]
    _draw_baselines([row.group for row in ticked or rows], known, runs)
    left, right = st.columns((0.7, 0.3), gap="medium")
    with left:
        _draw_table(rows, ticked)
        _draw_actions([row.group for row in ticked], known)
    with right:
        _draw_chart(rows, known)


def _follow_link(families: dict[str, list[Group]]) -> list[str]:
    """Say what the link names and is gone; returns the names of the ticked rows."""
    gone_family = gone("network with its budget", "showing all networks")
    fields.FAMILY.given(choices=(_ALL_FAMILIES, *families)).follow(gone_family)
    names = [name for name in fields.ROWS.follow().split(",") if name]
    known = {leaderboard_families.short_key(group.key) for groups in families.values() for group in groups}
    if not known.issuperset(names):
        fields.ROWS.drop(gone("row", "showing the other rows"))
        names = [name for name in names if name in known]
        fields.ROWS.choose(",".join(names))
    return names


def _pick_family(families: dict[str, list[Group]]) -> list[Group]:
    """The groups to compare: those of the same network and budget, or all."""
    labels = {_ALL_FAMILIES: "All networks and budgets"}
    labels |= {key: leaderboard_families.family_label(groups) for key, groups in families.items()}
    with horizontal():
        options = {"persist_state": None, "label_visibility": "collapsed", "width": 520}
        name = selectbox("Network and budget", fields.FAMILY, labels, **options)
        why_popover(leaderboard_text.LEADERBOARD_HELP)
    return families[name] if name else [group for groups in families.values() for group in groups]


def _draw_table(rows: Sequence[LeaderboardRow], ticked: Sequence[LeaderboardRow]) -> None:
    run_table(
        [leaderboard_text.leaderboard_row(row, number) for number, row in enumerate(rows, start=1)],
        leaderboard_text.LEADERBOARD_COLUMNS,
        label="Leaderboard",
        key=session_keys.LEADERBOARD,
        chosen=[leaderboard_families.short_key(row.group.key) for row in ticked],
        most=CHOSEN_AT_MOST,
        on_act=_act,
        page=fields.FAMILY.held(),
    )


def _act(act: dict[str, Any]) -> None:
    if act.get("kind") == "choose":
        fields.ROWS.stage(",".join(act["ids"]))


def _draw_baselines(groups: Sequence[Group], known: dict[str, Group], runs: Sequence[Run]) -> None:
    """How many baselines are missing (runs that train one head alone), and the button that queues them."""
    first_seeds = leaderboard_families.first_seeds(groups)
    missing = leaderboard.missing_baselines(first_seeds, known)
    pending = leaderboard_families.pending_baselines(groups, runs)
    with horizontal(key="baselines"):
        label, names = leaderboard_text.baselines_label(len(missing)), [group.key for group in first_seeds]
        look = {"type": "primary" if missing else "secondary", "disabled": not missing}
        queue = queue_runs.queue_missing, partial(_missing_baselines, names), _BASELINE_TAG
        action_button(label, "train_baselines", "model_training", *queue, **look)
        if pending:
            label, ids = f"Cancel {len(pending)} queued", [run.id for run in pending]
            action_button(label, "stop_baselines", "playlist_remove", active_runs.stop_runs, ids)
        joint = all(group.settings.joint for group in groups)
        words = leaderboard_text.baselines_text(missing, pending, queue_runs.training_time(missing, known))
        st.caption(joint_network.NO_BASELINES if joint else words, width="content")


def _missing_baselines(names: Sequence[str], known: dict[str, Group]) -> list[RunSettings]:
    """Fewer may be missing on the click than when the page was drawn."""
    groups = leaderboard_families.first_seeds(known[name] for name in names if name in known)
    return leaderboard.missing_baselines(groups, known)


def _draw_actions(groups: Sequence[Group], known: dict[str, Group]) -> None:
    """The buttons for the ticked rows."""
    with horizontal(key="repeat_row"):
        enough = selectbox("Seeds", fields.SEEDS_WANTED, "{} seeds".format, label_visibility="collapsed", width=120)
        missing, names = _missing_seeds(groups, enough), [group.key for group in groups]
        label = f"Repeat with {enough} seeds"
        queue = queue_runs.queue_missing, partial(_missing_repeats, names, enough)
        action_button(label, "repeat_groups", "replay", *queue, disabled=not missing)
        runs = leaderboard_text.representative_runs(groups, CHOSEN_AT_MOST)
        side_by_side_button([run.id for run in runs], key="groups_beside", disabled=not groups)
        words = leaderboard_text.repeat_text(groups, missing, queue_runs.training_time(missing, known))
        st.caption(words, width="content")


def _missing_seeds(groups: Sequence[Group], enough: int) -> list[RunSettings]:
    return [settings for group in groups for settings in queue_runs.missing_seeds(group.settings, group, enough)]


def _missing_repeats(names: Sequence[str], enough: int, known: dict[str, Group]) -> list[RunSettings]:
    return _missing_seeds([known[name] for name in names if name in known], enough)


def _draw_chart(rows: Sequence[LeaderboardRow], known: dict[str, Group]) -> None:
    first = "delta" if any(row.delta is not None for row in rows) else "exact"
    field = fields.CHARTED_SCORE.given(default=first)
    labels = {name: score.label for name, score in CHARTED_SCORES.items()}
    score = CHARTED_SCORES[pills("Score", field, labels)]
    names = [f"{number} {leaderboard_text.row_name(row)}" for number, row in enumerate(rows, start=1)]
    figure = leaderboard_chart.spread_chart(rows, names, score, known, accent())
    alt = f"{score.axis}: a line for each of {len(rows)} settings with a dot for each run, their mean and its spread."
    draw_chart(figure, "leaderboard_picture", alt)
    st.caption("Dots are runs, the diamond is their mean, the bar one standard deviation over the seeds.")
