"""The validation curves of several runs, a chart for each head. No Streamlit here."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from operator import attrgetter
from typing import Any

import numpy as np
import plotly.graph_objects as go

from model.heads import HEADS
from runs.history import HistoryPoint
from ui.shared.format import percent
from ui.shared.percent_axis import log_percent_axis, percent_axis
from ui.shared.theme_colours import head_colours

_HEIGHT = 250  # px
POINTS_DRAWN = 300  # of a curve, at most
_LOG_FLOOR = 1e-4  # smaller values are drawn here on a logarithmic axis
_LOG_ENDS = float(np.log10(_LOG_FLOOR)) - 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line of a run, the same in all charts; its colour is that of the head."""

    sign: str  # in text
    description: str
    dash: str  # Plotly name
    width: float  # px
    opacity: float = 1.0


STROKES: tuple[Stroke, ...] = (
    Stroke("━━━━━", "solid, thick", "solid", 3),
    Stroke("╍╍╍╍╍", "dashed", "7px,4px", 2.2),
    Stroke("• • • • •", "dotted", "2px,4px", 2.4),
    Stroke("━ • ━ •", "dash and dot", "9px,4px,2px,4px", 2.2),
    Stroke("─────", "solid, thin and pale", "solid", 1.3, opacity=0.6),
    Stroke("━━  ━━", "long dashes, pale", "16px,7px", 1.8, opacity=0.6),
)
X_AXES: dict[str, str] = {"step": "step", "epoch": "epoch", "seconds": "seconds of training"}
CURVE_KINDS: dict[str, str] = {"accuracy": "Accuracy", "loss": "Loss ÷ chance"}
Y_SCALES: dict[str, str] = {"linear": "Linear", "log": "Logarithmic"}


def thinned_curve(points: Sequence[HistoryPoint], kind: str, axis: str, head: str) -> tuple[np.ndarray, np.ndarray]:
    """A curve on the validation sample, thinned to `POINTS_DRAWN`; both ends stay.

    Args:
        kind: Of `CURVE_KINDS`.
        axis: Of `X_AXES`.

    Returns:
        `(n,)` positions on the axis, and `(n,)` accuracies 0..1 or losses as multiples of chance.
    """
    measured = attrgetter(f"validation_{kind}")
    seen = [point for point in points if measured(point)]
    kept = [seen[i] for i in np.unique(np.linspace(0, len(seen) - 1, POINTS_DRAWN).round().astype(int))] if seen else []
    over = 1.0 if kind == "accuracy" else HEADS[head].chance
    known = [(getattr(point, axis), measured(point)[head]) for point in kept]
    pairs = [(place, value / over) for place, value in known if value is not None]
    return np.array([place for place, _ in pairs]), np.array([value for _, value in pairs])


def head_curves_chart(
    runs: Sequence[tuple[str, Sequence[HistoryPoint]]], head: str, kind: str, axis: str, scale: str
) -> go.Figure:
    """One head of all runs.

    Args:
        runs: Name and points of each.
        scale: Of `Y_SCALES`. Logarithmic accuracy is drawn as the error rate.
    """
    figure = go.Figure(layout=_layout(head, X_AXES[axis]))
    colour = head_colours()[list(HEADS).index(head)]
    for number, ((name, points), stroke) in enumerate(zip(runs, STROKES, strict=False), start=1):
        places, values = thinned_curve(points, kind, axis, head)
        heights = _scaled(values, kind, scale)
        figure.add_scatter(
            x=places,
            y=heights,
            name=f"{number} {escape(name)}",
            mode="lines",
            opacity=stroke.opacity,
            line={"color": colour, "dash": stroke.dash, "width": stroke.width},
            text=[percent(height, 2) for height in heights],
            hovertemplate="%{text}" if kind == "accuracy" else "%{y}",
        )
    figure.update_xaxes(rangemode="tozero")
    _set_y_axis(figure, kind, scale)
    return figure


def _scaled(values: np.ndarray, kind: str, scale: str) -> np.ndarray:
    if scale == "linear":
        return values
    return np.maximum(1 - values if kind == "accuracy" else values, _LOG_FLOOR)


def _set_y_axis(figure: go.Figure, kind: str, scale: str) -> None:
    """The same axis for all heads, so that their charts can be compared."""
    if kind == "accuracy":
        figure.update_yaxes(log_percent_axis(*_LOG_ENDS) if scale == "log" else percent_axis(0, 1.03))
    elif scale == "log":
        figure.update_yaxes(type="log", range=_LOG_ENDS, dtick=1, tickformat="~g", hoverformat=".3g")
    else:
        figure.update_yaxes(range=[0, 1.25], tickformat="~g", hoverformat=".3g")


def _layout(head: str, axis: str) -> dict[str, Any]:
    title = {"text": head, "x": 0, "xanchor": "left", "y": 0.98, "font": {"size": 15}}
    margin = {"l": 8, "r": 8, "t": 30, "b": 8}
    looks = {"height": _HEIGHT, "title": title, "margin": margin, "showlegend": False}
    return {**looks, "dragmode": False, "hovermode": "x unified", "xaxis_title": {"text": axis, "standoff": 4}}
