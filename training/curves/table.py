"""Curves as one CSV table."""

import csv
import io
from collections.abc import Sequence

from training.curves.curve import RunCurve, flat_numbers

_RUN_COLUMN = "run"  # the first column, if there are several runs


def csv_file(curves: Sequence[RunCurve]) -> bytes:
    """A CSV file with a row for each point; several runs are told apart by ids in the first column."""
    several = len(curves) > 1
    rows = [
        ({_RUN_COLUMN: curve.run_id} if several else {}) | flat_numbers(point.to_json(), ".")
        for curve in curves
        for point in curve.points
    ]
    columns = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
