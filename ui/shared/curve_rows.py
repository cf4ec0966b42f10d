"""Points of a run as rows for the live chart: small, thinned, and sent in messages that overlap.

A message names the columns of its rows.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar

from model.heads import HEADS
from runs.history import HistoryPoint

Point = TypeVar("Point")
ChartRow = list[Any]  # numbers, as the columns of their message say; what was not measured is None
Sent = tuple[str, int, int]  # run, `known` and `upto` of a message

_ROWS_KEPT = 1_000  # in the browser
_DIGITS = 5  # significant; a chart shows three
CURVE_COLUMNS = (
    "step",
    "epoch",
    "total_loss",
    "exact_match",
    "validation_exact_match",
    *(f"{name}.{head}" for head in HEADS for name in ("loss_over_chance", "accuracy", "validation_accuracy")),
)
STEP, VALIDATED = CURVE_COLUMNS.index("step"), CURVE_COLUMNS.index("validation_exact_match")


def curve_row(point: HistoryPoint) -> ChartRow:
    """One point as numbers in the order of `COLUMNS`; what was not measured, or is not finite, is None."""
    losses, accuracies, validation = point.loss or {}, point.accuracy or {}, point.validation_accuracy or {}
    values = [point.epoch, point.total_loss, point.exact_match, point.validation_exact_match]
    for name, head in HEADS.items():
        loss = losses.get(name)
        values += [None if loss is None else loss / head.chance, accuracies.get(name), validation.get(name)]
    return [point.step, *(None if value is None else float(f"{value:.{_DIGITS}g}") for value in values)]


def thinned_rows(rows: list[ChartRow], limit: int = _ROWS_KEPT) -> list[ChartRow]:
    """At most `limit` + 2 rows spread over all of them: the first, the last, and of each group the validated one."""
    if len(rows) <= limit:
        return rows
    size = ceil(len(rows) / limit)
    groups = [rows[i : i + size] for i in range(0, len(rows), size)]
    kept = [next((row for row in group if row[VALIDATED] is not None), group[-1]) for group in groups]
    first = [] if kept[0] is rows[0] else [rows[0]]
    last = [] if kept[-1] is rows[-1] else [rows[-1]]
    return first + kept + last


def evenly_thinned(points: list[Point], limit: int) -> list[Point]:
    """At most `limit` + 1 points spread over all of them, the first and the last among them."""
    kept = points[:: max(1, ceil(len(points) / limit))]
    return kept if not points or kept[-1] is points[-1] else [*kept, points[-1]]


def rows_after(rows: list[ChartRow], step: int) -> list[ChartRow]:
    """The rows with a step greater than `step`."""
    return rows[bisect_right(rows, step, key=lambda row: row[STEP]) :]


@dataclass(frozen=True, slots=True)
class RowsMessage:
    """All rows with a step in (`after`, `upto`], for a browser that has everything up to `after` (-1: nothing)."""

    run_id: str
    after: int
    known: int  # rows up to this step were sent before, and are here once more in case that message was lost
    upto: int
    rows: list[ChartRow]

    def to_json(self) -> dict[str, Any]:
        """The part for the browser."""
        return {"run": self.run_id, "after": self.after, "rows": self.rows}


def next_message(rows: list[ChartRow], run_id: str, sent: Sent | None = None, have: int | None = None) -> RowsMessage:
    """What to send now.

    Args:
        rows: All rows of the run.
        sent: Run, `known` and `upto` of the message before.
        have: The last step that the browser has, if it misses more than one message and asks.
    """
    known, upto = sent[1:] if sent and sent[0] == run_id else (-1, -1)
    after = known if have is None else have
    new = rows_after(rows, after)
    last = new[-1][STEP] if new else after
    return RowsMessage(run_id, after, known=upto, upto=max(last, upto), rows=thinned_rows(new))
