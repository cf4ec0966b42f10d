"""Looks under the hood as rows for the browser, and what only the newest look says. Rows grow while the run does."""

import threading
from bisect import bisect_right
from statistics import fmean
from typing import Any

from model.diagnose import PANELS
from model.heads import HEADS
from ui.shared.curve_rows import STEP, Row

NAMES = tuple(HEADS)
OF_POINT = ("chosen", "weights")
OF_PROBE = ("norm", "noise", "share", "update", "loss_ratio", "within")
PAIRS = [(i, j) for i in range(len(NAMES)) for j in range(i + 1, len(NAMES))]
DIGITS = 3  # significant
NUMBERS = tuple(key for panel in PANELS.values() if not panel.own_drawing for key in panel.keys)  # drawn as they are
NEWEST = ("silent", "cosine", "within", "conflict", "similarity", "accuracy", "exact_update")


def row_of(point: dict[str, Any]) -> Row:
    """One look as numbers, in the columns of `static/train/gradient_panels/rows.js`.

    Returns:
        The step; per group of `OF_POINT` and `OF_PROBE` one number for each head; what the heads leave of the trunk's
        step; the cosine of each of the six pairs; the mean conflict rate between heads, and of a head with itself. What
        is not known is None.
    """
    probe = point["probe"]
    groups = [point.get(name) for name in OF_POINT] + [probe.get(name) for name in OF_PROBE]
    values = [(group or {}).get(head) for group in groups for head in NAMES]
    values.append((probe.get("update") or {}).get("rest"))
    values += [probe["cosine"][i][j] for i, j in PAIRS]
    conflict = probe["conflict"]
    values += [_mean([conflict[i][j] for i, j in PAIRS]), _mean([conflict[i][i] for i in range(len(NAMES))])]
    return [point["step"], *map(_short, values)]


def newest(points: list[dict[str, Any]]) -> dict[str, Any]:
    """What is shown of the last look alone: matrices, filters, and what moved up to the last point.

    Args:
        points: All of the run; one has a probe.
    """
    point = next(point for point in reversed(points) if point.get("probe"))
    moved = next((point["moved"] for point in reversed(points) if point.get("moved")), None)
    probe = point["probe"]
    return {
        **{name: _shortened(probe[name]) for name in NEWEST},
        "moved": _shortened(moved),
        "numbers": {name: _shortened(probe.get(name)) for name in NUMBERS},
        "ownership": {layer: [_percents(one) for one in filters] for layer, filters in probe["ownership"].items()},
    }


class HoodRows:
    """The rows of one run: each look is made into a row once for all sessions."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._lock = threading.Lock()
        self._step = -1

    def upto_now(self, points: list[dict[str, Any]]) -> list[Row]:
        """The rows of all points that have a probe."""
        with self._lock:
            new = points[bisect_right(points, self._step, key=lambda point: point["step"]) :]
            self._rows += [row_of(point) for point in new if point.get("probe")]
            self._step = new[-1]["step"] if new else self._step
            return self._rows


def thinned(rows: list[Row], limit: int) -> list[Row]:
    """At most `limit` + 1 rows spread over all of them, the last among them."""
    every = -(-len(rows) // limit)
    kept = rows[::every] if every else rows
    return kept if not kept or kept[-1][STEP] == rows[-1][STEP] else [*kept, rows[-1]]


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def _shortened(value: Any) -> Any:
    """The same lists and dicts with short numbers."""
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    return _short(value) if isinstance(value, float) else value


def _percents(shares: list[float] | None) -> list[int] | None:
    """Shares in whole percent: there are hundreds of filters."""
    return None if shares is None else [round(100 * share) for share in shares]
