"""The section of the leaderboard: its rows, what is missing for it, and a picture with the spreads."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from training.results import leaderboard
from training.results.leaderboard import Group, Row
from training.run import Run
from training.settings import RunSettings
from ui.compare import active_runs, fields, leaderboard_chart, leaderboard_families, leaderboard_text, queue_runs
from ui.compare.chosen_runs import every_run, side_by_side
from ui.compare.fields import AT_MOST
from ui.compare.leaderboard_chart import PICTURES
from ui.compare.run_table import table
from ui.shared import joint_network, session_keys
from ui.shared.theme import PLAIN
from ui.shared.theme_colours import accent
from ui.shared.url_widgets import segmented_control, selectbox

ALL = ""
BASELINE = "baseline"  # the tag of those that are queued here


def section() -> None:
    every = every_run()
    known = queue_runs.known_groups(every)
    found = leaderboard_families.families(known.values())
    if not found:
        _empty()
        return
    some = _family(found)
    rows = leaderboard.leaderboard(some, known)
    picked = _picked(rows)
    _baselines([row.group for row in picked or rows], known, every)
    left, right = st.columns((0.7, 0.3), gap="medium")
    with left:
        _table(rows, picked)
        _repeat([row.group for row in picked], known)
    with right:
        _picture(rows, known)


def _empty() -> None:
    st.info(
        "No run has come to its end yet. Train one, and repeat it with 3 seeds: a row here is the mean over its seeds.",
        icon=":material/leaderboard:",
    )
    st.button(
        "Go to Train",
        icon=":material/play_circle:",
        type="primary",
        key="to_train",
        on_click=lambda: st.switch_page("pages/train.py"),
    )


def _family(found: dict[str, list[Group]]) -> list[Group]:
    """The groups that are held against each other: those of one network and budget, or all."""
    labels = {ALL: "All networks and budgets"} | {
        key: leaderboard_families.family_label(some) for key, some in found.items()
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = selectbox(
            "Network and budget",
            fields.FAMILY.given(choices=labels),
            labels.__getitem__,
            persist_state=None,
            label_visibility="collapsed",
            width=520,
        )
        with st.popover("Why?", type="tertiary"):
            st.markdown(leaderboard_text.WHY)
    return found[name] if name else [group for some in found.values() for group in some]


def _picked(rows: Sequence[Row]) -> list[Row]:
    """The rows that are ticked; they stand in the link."""
    names = fields.ROWS.follow().split(",")
    return [row for row in rows if leaderboard_families.short_key(row.group.key) in names]


def _table(rows: Sequence[Row], picked: Sequence[Row]) -> None:
    table(
        [leaderboard_text.cells_of(row, number) for number, row in enumerate(rows, start=1)],
        leaderboard_text.COLUMNS,
        label="Leaderboard",
        key=session_keys.LEADERBOARD,
        chosen=[leaderboard_families.short_key(row.group.key) for row in picked],
        most=AT_MOST,
        on_act=_act,
        page=st.session_state[fields.FAMILY.name],
    )


def _act(act: dict[str, Any]) -> None:
    if act.get("kind") == "choose":
        st.session_state[fields.ROWS.name] = ",".join(act["ids"])


def _baselines(groups: Sequence[Group], known: dict[str, Group], every: Sequence[Run]) -> None:
    """How many networks that train one head alone are missing, and the button that queues them."""
    needing = leaderboard_families.needing(groups)
    missing = leaderboard.missing_baselines(needing, known)
    pending = leaderboard_families.pending_baselines(groups, every)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="baselines"):
        st.button(
            leaderboard_text.train_words(len(missing)),
            key="train_baselines",
            icon=":material/model_training:",
            type="primary" if missing else "secondary",
            disabled=not missing,
            on_click=_train_baselines,
            args=([group.key for group in needing],),
        )
        if pending:
            st.button(
                f"Take {len(pending)} out of the queue",
                key="stop_baselines",
                icon=":material/playlist_remove:",
                on_click=active_runs.stop_all,
                args=([run.id for run in pending],),
            )
        one = all(group.settings.joint for group in groups)
        words = leaderboard_text.baseline_words(missing, pending, queue_runs.time_words(missing, known))
        st.caption(joint_network.NO_BASELINES if one else words, width="content")


def _train_baselines(names: Sequence[str]) -> None:
    """Queue what these groups lack now, whatever they lacked when the page was drawn."""

    def wanted(known: dict[str, Group]) -> list[RunSettings]:
        return leaderboard.missing_baselines(
            leaderboard_families.needing(known[name] for name in names if name in known), known
        )

    queue_runs.told(queue_runs.queue(wanted, tag=BASELINE))


def _repeat(groups: Sequence[Group], known: dict[str, Group]) -> None:
    """What is done with the ticked rows."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="repeat_row"):
        enough = selectbox("Seeds", fields.SEEDS, lambda many: f"{many} seeds", label_visibility="collapsed", width=120)
        missing = [one for group in groups for one in queue_runs.further(group.settings, group, enough)]
        st.button(
            f"Repeat with {enough} seeds",
            key="repeat_groups",
            icon=":material/replay:",
            disabled=not missing,
            on_click=_repeat_all,
            args=([group.key for group in groups], enough),
        )
        st.button(
            "See them side by side",
            key="groups_beside",
            icon=":material/view_column:",
            disabled=not groups,
            on_click=side_by_side,
            args=([run.id for run in leaderboard_text.one_of_each(groups, AT_MOST)],),
        )
        st.caption(
            leaderboard_text.repeat_words(groups, missing, queue_runs.time_words(missing, known)), width="content"
        )


def _repeat_all(names: Sequence[str], enough: int) -> None:
    def wanted(known: dict[str, Group]) -> list[RunSettings]:
        groups = [known[name] for name in names if name in known]
        return [one for group in groups for one in queue_runs.further(group.settings, group, enough)]

    queue_runs.told(queue_runs.queue(wanted))


def _picture(rows: Sequence[Row], known: dict[str, Group]) -> None:
    first = "delta" if any(row.delta is not None for row in rows) else "exact"
    name = segmented_control("Picture", fields.PICTURE.given(default=first), lambda name: PICTURES[name].label)
    names = [f"{number} {leaderboard_text.name(row)}" for number, row in enumerate(rows, start=1)]
    colour = accent()
    figure = leaderboard_chart.chart(rows, names, PICTURES[name], known, colour)
    alt = (
        f"{PICTURES[name].axis}: a line for each of {len(rows)} settings, a dot for each run, the mean with its spread."
    )
    st.plotly_chart(figure, key="leaderboard_picture", config=PLAIN, alt=alt)
    st.caption("Dots are runs, the diamond is their mean, the bar one standard deviation over the seeds.")
