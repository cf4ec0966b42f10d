"""The second run of the live chart: the other run of a race or the reference run, and a comparison as text."""

from dataclasses import dataclass

from model.heads import HEADS
from training.results.scores import SOLVED
from ui.shared.curve_rows import STEP, VALIDATED, ChartRow
from ui.shared.format import percent
from ui.shared.reference_run import reference_of
from ui.shared.run_text import settings_text
from ui.shared.run_view import RunView
from ui.shared.settings_difference import settings_difference

_LEVEL = 0.005  # of exact match: a smaller difference counts as equal


@dataclass(frozen=True, slots=True)
class SecondRun:
    view: RunView
    kind: str  # race or reference
    mine: str  # settings of the shown run that differ
    label: str  # settings of the second run that differ


def second_run(view: RunView) -> SecondRun | None:
    """The other run of a race, else the reference run."""
    if other := view.other:
        mine, label = settings_difference(view.record.settings, other.record.settings)
        return SecondRun(other, "race", mine, label)
    if reference := reference_of(view):
        record = reference.record
        label = f"reference run, {settings_text(record)}, seed {record.settings.seed} ({record.status})"
        return SecondRun(reference, "reference", "this run", label)
    return None


def comparison_text(view: RunView, other: SecondRun) -> str:
    """Which line is which run, and which run leads."""
    exact_match = _exact_match_text(view, other)
    if other.kind == "reference":
        return f"Strong: this run. Pale: {other.label}. {exact_match}".strip()
    return f"Strong: {other.mine} · thin: {other.label}. {exact_match} {_last_head_text(view, other)}".strip()


def _exact_match_text(view: RunView, other: SecondRun) -> str:
    """Which run has the higher exact match at the last step at which both were validated."""
    pair = last_common_rows(view.rows, other.view.rows)
    if pair is None:
        return ""
    mine, its = (row[VALIDATED] for row in pair)
    thin = "thin" if other.kind == "race" else "pale"
    if abs(mine - its) < _LEVEL:
        return f"At step {pair[0][STEP]:,} they are level, {percent(mine)} exact match."
    ahead = ("strong", mine, its) if mine > its else (thin, its, mine)
    return f"At step {pair[0][STEP]:,} {ahead[0]} leads: {percent(ahead[1])} exact match to {percent(ahead[2])}."


def _last_head_text(view: RunView, other: SecondRun) -> str:
    """When the last head reached 95 % in both runs."""
    mine, its = view.first_solved, other.view.first_solved
    solved = {name: min(step for step in (mine[name], its[name]) if step) for name in HEADS if mine[name] or its[name]}
    if not solved:
        return ""
    head = max(solved, key=solved.__getitem__)
    return f"{head.capitalize()} reached {percent(SOLVED, 0)} {_at(mine[head])} in strong, {_at(its[head])} in thin."


def _at(step: int | None) -> str:
    return "not yet" if step is None else f"at step {step:,}"


def last_common_rows(mine: list[ChartRow], its: list[ChartRow]) -> tuple[ChartRow, ChartRow] | None:
    """The last rows of the same step that were validated in both runs; None if there are none."""
    other = {row[STEP]: row for row in its if row[VALIDATED] is not None}
    last_common_rows = (row for row in reversed(mine) if row[VALIDATED] is not None and row[STEP] in other)
    row = next(last_common_rows, None)
    return None if row is None else (row, other[row[STEP]])
