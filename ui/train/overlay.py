"""The run that is drawn beside or behind the one that is shown: a rival or a ghost, and how the two stand."""

from dataclasses import dataclass

from model.heads import HEADS
from training.results.scores import first_solved
from ui.shared.curve_rows import STEP, VALIDATED, Row
from ui.shared.format import percent
from ui.shared.reference_run import reference_of
from ui.shared.run_text import settings_text
from ui.shared.run_view import RunView
from ui.train.race import contrast

CLEAR = 0.005  # of exact match: less apart than this is level


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    view: RunView
    kind: str  # rival or ghost
    mine: str  # what the run that is shown has, in words
    label: str  # what this one has


def beside(view: RunView) -> Beside | None:
    """The rival of a race, else the ghost of the run before."""
    if rival := view.other:
        mine, label = contrast(view.record.settings, rival.record.settings)
        return Beside(view=rival, kind="rival", mine=mine, label=label)
    if ghost := reference_of(view):
        label = f"the run before, {settings_text(ghost.record)}, seed {ghost.record.settings.seed}"
        return Beside(view=ghost, kind="ghost", mine="this run", label=f"{label} ({ghost.record.status})")
    return None


def words(view: RunView, other: Beside) -> str:
    """Which line is which, and who leads."""
    if other.kind == "ghost":
        return f"Strong: this run. Pale: {other.label}. {_exact_words(view, other)}".strip()
    return f"Strong: {other.mine} · thin: {other.label}. {_exact_words(view, other)} {_woke_words(view, other)}".strip()


def _exact_words(view: RunView, other: Beside) -> str:
    """Who reads more pictures exactly, at the last step at which both were validated."""
    pair = common(view.rows, other.view.rows)
    if pair is None:
        return ""
    mine, its = (row[VALIDATED] for row in pair)
    thin = "thin" if other.kind == "rival" else "pale"
    if abs(mine - its) < CLEAR:
        return f"At step {pair[0][STEP]:,} they are level, {percent(mine)} exact match."
    ahead = ("strong", mine, its) if mine > its else (thin, its, mine)
    return f"At step {pair[0][STEP]:,} {ahead[0]} leads: {percent(ahead[1])} exact match to {percent(ahead[2])}."


def _woke_words(view: RunView, other: Beside) -> str:
    """Where the head that woke last stands in both runs."""
    mine, its = first_solved(view.points), first_solved(other.view.points)
    woke = {name: min(step for step in (mine[name], its[name]) if step) for name in HEADS if mine[name] or its[name]}
    if not woke:
        return ""
    head = max(woke, key=woke.__getitem__)
    return f"{head.capitalize()} woke {_at(mine[head])} in strong, {_at(its[head])} in thin."


def _at(step: int | None) -> str:
    return "not yet" if step is None else f"at step {step:,}"


def common(mine: list[Row], its: list[Row]) -> tuple[Row, Row] | None:
    """The last rows of the same step that were validated in both; None before there are any."""
    other = {row[STEP]: row for row in its if row[VALIDATED] is not None}
    found = (row for row in reversed(mine) if row[VALIDATED] is not None and row[STEP] in other)
    row = next(found, None)
    return None if row is None else (row, other[row[STEP]])
