"""The texts of the leaderboard: columns, rows, help, and what is missing."""

from collections.abc import Sequence
from typing import Any

from training.results.leaderboard import Group, LeaderboardRow
from training.run import Run
from training.settings import RunSettings
from ui.compare.leaderboard_families import row_label, short_key
from ui.compare.queue_runs import default_name
from ui.compare.run_table import number_column
from ui.shared.format import counted, percent, shortened
from ui.shared.run_text import duration

LEADERBOARD_COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "settings", "label": "Settings", "kind": "wide"},
    number_column("runs", "Seeds", "How many have finished, and which"),
    number_column("delta", "delta-m,\u00a0% (lower:\u00a0better)", "Below 0: better than alone"),
    number_column("rank", "Mean rank", "Of the rows shown, averaged over the heads; 1 is best"),
    number_column("worst", "Worst head", "Lowest test accuracy of a head"),
    number_column("exact", "All four right", "On the test part"),
    number_column("angle", "Angle to\u00a095\u00a0%", "Steps, on the validation sample"),
    number_column("all", "All to\u00a095\u00a0%", "Steps, on the validation sample"),
    number_column("seconds", "Time", "Of training"),
)
LEADERBOARD_HELP = r"""
A **row** is the mean over all finished runs that differ in the seed alone. ± is the standard deviation over the seeds;
with fewer than three seeds it says little. Runs that were stopped early are left out, and so are runs whose loss
weights were changed while they trained.

**delta-m** compares training four heads together with training each head alone, with the same network, pictures and
steps:

$$\Delta_m = \frac{100}{4} \sum_h \frac{A_h^{\text{alone}} - A_h}{A_h^{\text{alone}}}\ \%$$

$A_h$ is the accuracy of head $h$ on the test part, honest unless the row says 'split of 2019'. **Lower is better**;
below 0 the heads did better together than alone. Rows whose ± overlap cannot be told apart. Some libraries print the
opposite sign. A run is compared with the baselines of its own seed, else with their mean. A network with one answer for
all 96 classes has no heads that could train alone, and so no delta-m.

**Mean rank**: the rank of a row by accuracy, averaged over the heads. **To 95 %**: the first step at which a head has
an accuracy of 95 % on the validation sample; – if a run never reached it.

*Source: K.-K. Maninis et al., Attentive Single-Tasking of Multiple Tasks, arXiv 1904.08918, with the sign turned.*
"""


def row_name(row: LeaderboardRow) -> str:
    """A short name, as plain text."""
    return shortened(f"{default_name(row.group.settings)} {row_label(row.group.settings)}", 26)


def leaderboard_row(row: LeaderboardRow, number: int) -> dict[str, Any]:
    """A row of the table, as plain values."""
    count = len(row.group.runs)
    name = default_name(row.group.settings)
    cells = {
        "settings": {"main": f"{number} {name}", "sub": row_label(row.group.settings)},
        "runs": _seeds(row.group),
        "delta": "–" if row.delta is None else _with_deviation(f"{row.delta:+.2f}", row.delta_spread, count),
        "rank": f"{row.rank:.1f}",
        "worst": percent(row.worst, 2),
        "exact": _with_deviation(f"{100 * row.exact:.2f}", 100 * row.exact_spread, count) + "\u00a0%",
        "angle": _step(row.steps["angle"]),
        "all": _step(row.steps_all),
        "seconds": duration(row.seconds),
    }
    return {"id": short_key(row.group.key), "name": name, "cells": cells}


def _seeds(group: Group) -> str:
    done = sorted(group.trained_seeds)
    under_way = len(group.seeds) - len(done)
    listed = ", ".join(map(str, done[:3])) + (", …" if len(done) > 3 else "")
    return f"{len(done)} ({listed})" + (f" +{under_way}" if under_way else "")


def _with_deviation(value: str, deviation: float | None, count: int) -> str:
    """With its standard deviation, if there are several runs."""
    return f"{value} ± {deviation:.2f}" if deviation is not None and count > 1 else value


def _step(step: float | None) -> str:
    return "–" if step is None else f"{step:,.0f}"


def baselines_label(count: int) -> str:
    return f"Train {counted(count, 'baseline')}" if count else "Train the baselines"


def baselines_text(missing: Sequence[RunSettings], pending: Sequence[Run], time: str) -> str:
    """What these rows need before they have a delta-m."""
    if missing:
        estimate = time or "their training time is not known yet"
        return f"delta-m needs networks that train one head alone. Missing: {counted(len(missing), 'run')}, {estimate}."
    if pending:
        return f"{counted(len(pending), 'baseline')} queued or training (see above). Then delta-m is known."
    return "All baselines are trained."


def repeat_text(groups: Sequence[Group], missing: Sequence[RunSettings], time: str) -> str:
    """What is queued for the ticked rows, and how long it takes."""
    if not groups:
        return "Tick rows to repeat them, or to open them side by side."
    if not missing:
        return "The ticked rows have so many seeds already."
    return ", ".join(filter(None, (f"Queues {counted(len(missing), 'run')}", time))) + "."


def representative_runs(groups: Sequence[Group], most: int) -> list[Run]:
    """The first run of each group; of a single group its first runs."""
    return [*groups[0].runs[:most]] if len(groups) == 1 else [group.runs[0] for group in groups][:most]
