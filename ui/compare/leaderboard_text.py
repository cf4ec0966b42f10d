"""The leaderboard in words: its columns, its rows, what is missing for it, and why it is measured so."""

from collections.abc import Sequence
from typing import Any

from training.results.leaderboard import Group, Row
from training.run import Run
from training.settings import RunSettings
from ui.compare.leaderboard_families import row_label, short_key
from ui.compare.queue_runs import name_of
from ui.shared.format import counted, percent, shortened
from ui.shared.run_text import duration

COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "settings", "label": "Settings", "kind": "wide"},
    {"name": "runs", "label": "Seeds", "kind": "number"},
    {
        "name": "delta",
        "label": "delta-m,\u00a0% (lower:\u00a0better)",
        "kind": "number",
        "about": "Below 0 the heads help each other",
    },
    {"name": "rank", "label": "Mean rank", "kind": "number", "about": "Of the rows shown, over the heads; 1 is best"},
    {"name": "worst", "label": "Worst head", "kind": "number", "about": "Its accuracy on the test part"},
    {"name": "exact", "label": "All four", "kind": "number", "about": "Test lines wholly read right"},
    {"name": "angle", "label": "Angle at\u00a095\u00a0%", "kind": "number", "about": "Step, on the validation sample"},
    {"name": "all", "label": "All at\u00a095\u00a0%", "kind": "number", "about": "Step, on the validation sample"},
    {"name": "seconds", "label": "Time", "kind": "number", "about": "Of training"},
)
WHY = r"""
A **row** is a setting: all its finished runs that differ in the seed alone. ± is the standard deviation over the seeds;
with fewer than three it says little. Runs that were stopped early are left out, and those whose weights were changed
while they trained.

**delta-m** says what training four heads together costs against four networks that each train one head alone, with the
same network, pictures and steps:

$$\Delta_m = \frac{100}{4} \sum_h \frac{A_h^{\text{alone}} - A_h}{A_h^{\text{alone}}}\ \%$$

$A_h$ is the accuracy of head $h$ on the test part, honest unless the row says 'split of 2019'. **Lower is better; below
0 the heads help each other.** Some libraries print the opposite sign. A run is held against the baselines of its own
seed, else against their mean. A network with one answer for all 96 classes has no heads that could train alone,
and no delta-m.

**Mean rank**: each row's place by accuracy, averaged over the heads. **At 95 %**: the first step at which a head reads
95 % of the validation sample right; – if a run never did.

*Source: K.-K. Maninis et al., Attentive Single-Tasking of Multiple Tasks, arXiv 1904.08918, with the sign turned.*
"""


def name(row: Row) -> str:
    """A row in short, as plain text."""
    return shortened(f"{name_of(row.group.settings)} {row_label(row.group.settings)}", 26)


def cells_of(row: Row, number: int) -> dict[str, Any]:
    """One line of the table, as plain values."""
    many = len(row.group.runs)
    what = name_of(row.group.settings)
    cells = {
        "settings": {"main": f"{number} {what}", "sub": row_label(row.group.settings)},
        "runs": _seeds(row.group),
        "delta": "–" if row.delta is None else _spread(f"{row.delta:+.2f}", row.delta_spread, many),
        "rank": f"{row.rank:.1f}",
        "worst": percent(row.worst, 2),
        "exact": _spread(f"{100 * row.exact:.2f}", 100 * row.exact_spread, many) + " %",
        "angle": _step(row.steps["angle"]),
        "all": _step(row.steps_all),
        "seconds": duration(row.seconds),
    }
    return {"id": short_key(row.group.key), "name": what, "cells": cells}


def _seeds(group: Group) -> str:
    done = sorted(group.trained_seeds)
    under_way = len(group.seeds) - len(done)
    listed = ", ".join(map(str, done[:4])) + (", …" if len(done) > 4 else "")
    return f"{len(done)} ({listed})" + (f" +{under_way}" if under_way else "")


def _spread(value: str, spread: float | None, many: int) -> str:
    """With its spread, where there is more than one run."""
    return f"{value} ± {spread:.2f}" if spread is not None and many > 1 else value


def _step(step: float | None) -> str:
    return "–" if step is None else f"{step:,.0f}"


def train_words(many: int) -> str:
    return f"Train {counted(many, 'baseline')}" if many else "Train the baselines"


def baseline_words(missing: Sequence[RunSettings], pending: Sequence[Run], time: str) -> str:
    """What stands between these rows and their delta-m."""
    if missing:
        how_long = time or "how long they take is not known before the first of them"
        return f"delta-m needs networks that train one head alone. Missing: {counted(len(missing), 'run')}, {how_long}."
    if pending:
        return (
            f"{len(pending)} of the baselines wait or train: see above. The rows get their delta-m when they are done."
        )
    return "Every head has its baselines: delta-m holds."


def repeat_words(groups: Sequence[Group], missing: Sequence[RunSettings], time: str) -> str:
    """What a repetition of the ticked rows costs."""
    if not groups:
        return "Tick rows to repeat them, or to see them side by side."
    if not missing:
        return "These have as many seeds already."
    return ", ".join(filter(None, (f"Queues {counted(len(missing), 'run')}", time))) + "."


def one_of_each(groups: Sequence[Group], most: int) -> list[Run]:
    """The first run of every group; of a single group its first runs."""
    return [*groups[0].runs[:most]] if len(groups) == 1 else [group.runs[0] for group in groups][:most]
