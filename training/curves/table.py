"""Curves as one CSV table."""

import csv
import io
from collections.abc import Sequence

from training.curves.curve import Curve, numbers

RUN = "run"  # the column that tells several runs apart


def csv_file(curves: Sequence[Curve]) -> bytes:
    """A row for each point; of several runs, their ids in the first column. What a point does not have is empty."""
    several = len(curves) > 1
    rows = [
        ({RUN: curve.run_id} if several else {}) | numbers(point.to_json(), ".")
        for curve in curves
        for point in curve.points
    ]
    columns = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
