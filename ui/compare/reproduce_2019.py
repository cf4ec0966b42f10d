"""The three networks of 2019 trained again, with their settings of 2019."""

from functools import partial

import streamlit as st

from training.results.coursework_2019 import PUBLISHED, REPORT_SPLITS, VERSIONS, version_settings
from training.results.leaderboard import Group
from training.results.measures import tested
from training.run import Run
from training.settings import RunSettings
from ui.compare import queue_runs
from ui.compare.chosen_runs import every_run, side_by_side
from ui.shared import session_keys
from ui.shared.format import counted
from ui.shared.report_2019 import accuracy_table, shipped_results
from ui.shared.run_text import duration

TAG = "2019"
SPLIT_WORDS = {"coursework": "As in 2019 (with copies in the test part)", "honest": "Honest"}
_INTRODUCTION = """**The networks of 2019 again**: v1, v2 and v3 with the settings of the report, seed 0. Choose the
split of 2019 to meet its figures, or the honest one to see what they are worth."""
_USUAL_SECONDS = 75.0  # seconds that a version takes, roughly


def popover() -> None:
    """What the three are, how long they take, and the button that starts those that are missing."""
    box = st.popover("Reproduce 2019", icon=":material/history_edu:", key=session_keys.REPRODUCE, on_change="rerun")
    if box.open:
        with box:
            _content()


def _content() -> None:
    st.markdown(_INTRODUCTION)
    split = st.radio(
        "Split", REPORT_SPLITS, format_func=SPLIT_WORDS.__getitem__, key=session_keys.SPLIT_2019, horizontal=True
    )
    known = queue_runs.known_groups(every_run())
    wanted = settings(split)
    missing = [version for version in wanted if not queue_runs.is_there(version, known)]
    columns = {
        "published": [PUBLISHED[version]["average"] for version in VERSIONS],
        "ours": [_mean_accuracy(version, known) for version in wanted],
    }
    accuracy_table("mean test accuracy, %", VERSIONS, columns, alt="Published accuracy and ours")
    _buttons(split, missing, [run for version in wanted if (run := _run_of(version, known))])


def settings(split: str) -> list[RunSettings]:
    """Of the three versions, as `python -m training.coursework` has them."""
    return [version_settings(version, split, seed=0) for version in VERSIONS]


def _run_of(settings: RunSettings, known: dict[str, Group]) -> Run | None:
    """The finished run of these settings."""
    group = known.get(settings.group_key)
    return next((run for run in group.runs if run.settings.seed == settings.seed), None) if group else None


def _mean_accuracy(settings: RunSettings, known: dict[str, Group]) -> float | str | None:
    run = _run_of(settings, known)
    return tested(run)["average"] if run else "queued" if queue_runs.is_there(settings, known) else None


def _buttons(split: str, missing: list[RunSettings], done: list[Run]) -> None:
    seconds = sum(_seconds(settings) for settings in missing)
    if missing:
        st.caption(f"{len(missing)} of 3 are missing: about {duration(seconds)} of training, one after the other.")
    else:
        st.caption("All three have been started.")
    with st.container(horizontal=True):
        st.button(
            f"Start {counted(len(missing) or len(VERSIONS), 'run')}",
            key="start_2019",
            type="primary",
            icon=":material/play_arrow:",
            on_click=partial(start, split),
            disabled=not missing,
        )
        st.button(
            "See them side by side",
            key="beside_2019",
            icon=":material/view_column:",
            on_click=side_by_side,
            args=([run.id for run in done],),
            disabled=len(done) < 2,
        )


def start(split: str) -> None:
    """Queue those of the three that are not there yet."""
    queue_runs.told(queue_runs.queue(lambda known: settings(split), tag=TAG))


def _seconds(settings: RunSettings) -> float:
    """How long a version took when the report was made again; the runs here may be quicker."""
    versions = (shipped_results() or {}).get("versions", {})
    return versions.get(settings.preset, {}).get(settings.split, {}).get("cpu_s", _USUAL_SECONDS)
