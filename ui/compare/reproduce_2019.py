"""Training the three networks of 2019 again, with their settings of 2019."""

import streamlit as st

from training.results.coursework_2019 import PUBLISHED, REPORT_SPLITS, REPORT_VERSIONS, version_settings
from training.results.leaderboard import Group
from training.results.measures import tested
from training.run import Run
from training.settings import RunSettings
from ui.compare import queue_runs
from ui.compare.chosen_runs import all_runs, side_by_side_button
from ui.shared import session_keys
from ui.shared.format import counted
from ui.shared.layout import action_button, horizontal
from ui.shared.report_2019 import accuracy_table, shipped_results
from ui.shared.run_text import duration

_TAG = "2019"
_SPLIT_LABELS = {"coursework": "Split of 2019 (with copies in the test part)", "honest": "Honest split"}
_INTRODUCTION = """**Reproduce the networks of 2019**: v1, v2 and v3 with the settings of the report, seed 0. Choose
the split of 2019 to compare with its figures, or the honest split to see the accuracy on unseen pictures."""
_USUAL_SECONDS = 75.0  # of training, where the report has none


def draw_reproduction() -> None:
    """A popover with the accuracy of the three, and the button that queues those that are missing."""
    box = st.popover("Reproduce 2019", icon=":material/history_edu:", key=session_keys.REPRODUCE, on_change="rerun")
    if box.open:
        with box:
            _draw_content()


def _draw_content() -> None:
    st.markdown(_INTRODUCTION)
    split = st.radio(
        "Split", REPORT_SPLITS, format_func=_SPLIT_LABELS.__getitem__, key=session_keys.SPLIT_2019, horizontal=True
    )
    known = queue_runs.run_groups(all_runs())
    wanted = settings_of_2019(split)
    missing = [settings for settings in wanted if not queue_runs.is_known(settings, known)]
    columns = {
        "published": [PUBLISHED[version]["average"] for version in REPORT_VERSIONS],
        "ours": [_mean_accuracy(settings, known) for settings in wanted],
    }
    accuracy_table("mean test accuracy, %", REPORT_VERSIONS, columns, alt="Published accuracy and ours")
    _draw_buttons(split, missing, [run for settings in wanted if (run := _finished_run(settings, known))])


def settings_of_2019(split: str) -> list[RunSettings]:
    """The settings of the three versions, as in `python -m training.coursework`."""
    return [version_settings(version, split, seed=0) for version in REPORT_VERSIONS]


def _finished_run(settings: RunSettings, known: dict[str, Group]) -> Run | None:
    group = known.get(settings.group_key)
    return next((run for run in group.runs if run.settings.seed == settings.seed), None) if group else None


def _mean_accuracy(settings: RunSettings, known: dict[str, Group]) -> float | str | None:
    run = _finished_run(settings, known)
    return tested(run)["average"] if run else "queued" if queue_runs.is_known(settings, known) else None


def _draw_buttons(split: str, missing: list[RunSettings], done: list[Run]) -> None:
    estimate = f"about {duration(sum(map(_seconds, missing)))} of training, on one worker"
    st.caption(f"{len(missing)} of 3 are missing: {estimate}." if missing else "All three have been started.")
    with horizontal("top"):
        label = f"Start {counted(len(missing) or len(REPORT_VERSIONS), 'run')}"
        queue = queue_runs.queue_missing, lambda known: settings_of_2019(split), _TAG  # those that are missing by then
        action_button(label, "start_2019", "play_arrow", *queue, type="primary", disabled=not missing)
        side_by_side_button([run.id for run in done], key="beside_2019", disabled=len(done) < 2)


def _seconds(settings: RunSettings) -> float:
    """How long the training took in the shipped reproduction; here it may be faster."""
    versions = (shipped_results() or {}).get("versions", {})
    return versions.get(settings.preset, {}).get(settings.split, {}).get("cpu_s", _USUAL_SECONDS)
