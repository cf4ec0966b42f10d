"""Gradient diagnostics as rows for the browser, and the values that only the newest sample has."""

import threading
from bisect import bisect_right
from statistics import fmean
from typing import Any

from model.diagnose import PANELS
from model.heads import HEADS
from runs.history import HistoryPoint
from ui.shared.curve_rows import ChartRow, evenly_thinned
from ui.shared.run_view import POINTS_KEPT

_NAMES = tuple(HEADS)
OF_POINT = ("effective_weights", "weights")
DIAGNOSED = ("norm", "noise", "share", "update", "loss_ratio", "within")
HEAD_PAIRS = [(i, j) for i in range(len(_NAMES)) for j in range(i + 1, len(_NAMES))]
GRADIENT_COLUMNS = (
    "step",
    *(f"{group}.{head}" for group in OF_POINT + DIAGNOSED for head in _NAMES),
    "update.rest",  # the part of the trunk's step that no head explains
    *(f"cosine.{_NAMES[i]}.{_NAMES[j]}" for i, j in HEAD_PAIRS),
    "conflict",  # mean rate between heads
    "self_conflict",  # and of a head with itself
)
_DIGITS = 3  # significant
_NUMBERS = tuple(key for panel in PANELS.values() if not panel.own_drawing for key in panel.keys)  # drawn as they are
_NEWEST = ("silent", "cosine", "within", "conflict", "similarity", "accuracy", "exact_update")


def gradient_row(point: HistoryPoint) -> ChartRow:
    """One sample of the gradients as numbers in the order of `COLUMNS`; unknown values are None."""
    measured = point.diagnostics or {}
    groups = [getattr(point, name) for name in OF_POINT] + [measured.get(name) for name in DIAGNOSED]
    values = [(group or {}).get(head) for group in groups for head in _NAMES]
    values.append((measured.get("update") or {}).get("rest"))
    values += [measured["cosine"][i][j] for i, j in HEAD_PAIRS]
    conflict = measured["conflict"]
    values += [_mean([conflict[i][j] for i, j in HEAD_PAIRS]), _mean([conflict[i][i] for i in range(len(_NAMES))])]
    return [point.step, *map(_short, values)]


def newest_diagnostics(points: list[HistoryPoint]) -> dict[str, Any]:
    """The values of the last sample alone: matrices, filters, and the relative change of the parts.

    Args:
        points: All points of the run, at least one with diagnostics.
    """
    measured = next(point.diagnostics for point in reversed(points) if point.diagnostics)
    moved = next((point.relative_change for point in reversed(points) if point.relative_change), None)
    return {
        **{name: _shortened(measured[name]) for name in _NEWEST},
        "relative_change": _shortened(moved),
        "numbers": {name: _shortened(measured.get(name)) for name in _NUMBERS},
        "ownership": {layer: list(map(_percents, filters)) for layer, filters in measured["ownership"].items()},
    }


class GradientRows:
    """The rows of a curve, made once for all sessions."""

    def __init__(self) -> None:
        self._rows: list[ChartRow] = []
        self._lock = threading.Lock()
        self._step = -1

    def upto_now(self, points: list[HistoryPoint]) -> list[ChartRow]:
        """The rows of all points that have diagnostics; of a long run some of them."""
        with self._lock:
            new = points[bisect_right(points, self._step, key=lambda point: point.step) :]
            self._rows += [gradient_row(point) for point in new if point.diagnostics]
            if len(self._rows) > 2 * POINTS_KEPT:
                self._rows = evenly_thinned(self._rows, POINTS_KEPT)
            self._step = new[-1].step if new else self._step
            return self._rows


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_DIGITS}g}")


def _shortened(value: Any) -> Any:
    """The same lists and dicts with short numbers."""
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    return _short(value) if isinstance(value, float) else value


def _percents(shares: list[float] | None) -> list[int] | None:
    """Shares in whole percent: there are hundreds of filters."""
    return None if shares is None else [round(100 * share) for share in shares]
