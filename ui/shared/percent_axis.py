"""Axes of shares. Plotly's own formats write '80%'; the charts write '80 %', as `percent` does. Streamlit-free."""

from collections.abc import Iterable
from math import ceil, floor
from typing import Any


def percent_axis(low: float, high: float) -> dict[str, Any]:
    """Range and ticks of a linear axis from share `low` to share `high`."""
    digits = 0 if high - low >= 0.2 else 1 if high - low >= 0.02 else 2
    per_percent = 10**digits
    ends = floor(100 * low * per_percent), ceil(100 * high * per_percent)
    names = (f"{step / per_percent:g}" for step in range(ends[0], ends[1] + 1))
    return {
        "range": [low, high],
        "tickformat": f".{digits}~%",
        "labelalias": {f"{name}%": f"{name} %" for name in names},
    }


def percent_axis_around(shares: Iterable[float]) -> dict[str, Any]:
    """Range and ticks of a linear axis on which all these shares stand."""
    known = [*shares] or [0.0, 1.0]
    low, high = min(known), max(known)
    room = max(0.06 * (high - low), 0.005)
    return percent_axis(max(low - room, 0.0), high + room)


def log_percent_axis(low: float, high: float) -> dict[str, Any]:
    """Range and ticks, one a power of ten, of a logarithmic axis from 10ˡᵒʷ to 10ʰⁱᵍʰ."""
    powers = range(ceil(low), floor(high) + 1)
    ticks = {
        "tickvals": [10.0**power for power in powers],
        "ticktext": [f"{10.0 ** (power + 2):g} %" for power in powers],
    }
    return {"type": "log", "range": [low, high], **ticks}
