"""The results of a class as one CSV table, which a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.heads import HEADS
from training.results.class_leaderboard import StudentRun, worst_head
from training.results.measures import SCORES, seconds_of, solved_at, solved_steps, tested
from training.settings import equal_weights

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would compute


def results_csv(runs: Iterable[StudentRun]) -> bytes:
    """A row for each run: whose it is, its settings and its results."""
    return csv_table([_row(each) for each in runs])


def csv_table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows, with the names of their columns in the first line; texts that a spreadsheet would compute are quoted.

    It begins with a byte order mark, by which Excel knows UTF-8.
    """
    text = io.StringIO()
    columns = dict.fromkeys(name for row in rows for name in row)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_cell(value: Any) -> Any:
    """A text that begins like a formula, with a quote before it; a number stays one."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def _row(each: StudentRun) -> dict[str, Any]:
    run, settings = each.run, each.run.settings
    weights = equal_weights() if settings.joint else settings.weights
    return {
        "student": each.student,
        "run": run.id,
        "name": run.name,
        "status": run.status,
        "created": run.created.isoformat(timespec="seconds"),
        "network": settings.network,
        "method": settings.method,
        "optimizer": settings.optimizer,
        "learning_rate": settings.to_json().get("learning_rate"),
        "batch_size": settings.batch_size,
        "epochs": settings.epochs,
        "seed": settings.seed,
        **{f"weight.{head}": weights.get(head) for head in HEADS},
        "steps": run.step,
        "seconds": seconds_of(run),
        **{f"test.{name}": tested(run).get(name) for name in SCORES},
        "test.worst": worst_head(run),
        **{f"solved.{head}": solved_steps(run).get(head) for head in HEADS},
        "solved.all": solved_at(run),
    }
