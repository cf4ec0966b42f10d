"""The charts of the report of 2019. Numbers of a run come in, figures go out.

Traces have no colours of their own: the theme gives them, in the order of the heads, those of `ui.shared.theme`.
"""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from model.heads import HEADS
from ui.shared.class_labels import class_labels
from ui.shared.format import percent
from ui.shared.percent_axis import percent_axis
from ui.shared.theme import HEAD_STYLES

_HEIGHT = 300  # px
_MARGIN = {"l": 8, "r": 8, "t": 36, "b": 8}  # px; the legend stands at the top
_SMALLEST = 1e-4  # of chance: losses below are drawn here, as the axis is logarithmic
LEAST_DEPTH = 0.4  # of the depth of colour: a single picture is seen
_EMPTY = "rgba(128, 128, 128, 0.08)"
WRONG_TO_RIGHT = [  # orange, empty, teal: neither red nor blue; opaque, as Plotly chooses the colour of numbers by it
    *((0, "#B0530F"), (0.5 - LEAST_DEPTH / 2, "#EBC3A3"), (0.5 - LEAST_DEPTH / 2, _EMPTY)),
    *((0.5 + LEAST_DEPTH / 2, _EMPTY), (0.5 + LEAST_DEPTH / 2, "#A5D6D1"), (1, "#0B7F78")),
]


def learning_curve_chart(curve: dict[str, Any], measure: str, ends: tuple[float, float]) -> go.Figure:
    """Validation accuracy of the four heads by epoch, or their losses divided by those of a guess.

    Args:
        ends: Of the vertical axis.
    """
    figure = go.Figure(layout=_layout(xaxis_title="epoch"))
    # The theme names ten colours, of which only those of the heads are set; with the others Plotly would take none.
    figure.update_layout(colorway=figure.layout.template.layout.colorway[: len(HEADS)])  # pyrefly: ignore[missing-attribute]
    for head in HEADS:
        line = {"dash": HEAD_STYLES[head].dash, "width": 2}
        values = _plotted_values(curve, measure, head)
        texts = {"text": [*map(percent, values)], "hovertemplate": "(%{x}, %{text})"} if measure == "accuracy" else {}
        figure.add_scatter(x=curve["epoch"], y=values, name=head, mode="lines", line=line, **texts)
    if measure == "accuracy":
        figure.update_yaxes(percent_axis(*ends))
    else:
        figure.update_yaxes(type="log", range=np.log10(ends), dtick=1, tickformat="~g", hoverformat=".3g")
    return figure


def axis_range(curves: list[dict[str, Any]], measure: str) -> tuple[float, float]:
    """Where the vertical axis of several curves ends, so that they can be compared."""
    if measure == "accuracy":
        return 0.0, 1.02
    values = np.concatenate([_plotted_values(curve, measure, head) for curve in curves for head in HEADS])
    return float(values.min()) / 1.2, float(values.max()) * 1.2


def _plotted_values(curve: dict[str, Any], measure: str, head: str) -> np.ndarray:
    values = np.array(curve[f"val_{measure}"][head])
    return values if measure == "accuracy" else np.maximum(values / HEADS[head].chance, _SMALLEST)


def confusion_chart(head: str, matrix: np.ndarray) -> go.Figure:
    """Rows true, columns predicted. Teal: right, orange: wrong, deeper for a larger share of the row (square root).

    Args:
        matrix: `(classes, classes)` counts.
    """
    names = class_labels(head)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    depth = np.where(matrix > 0, LEAST_DEPTH + (1 - LEAST_DEPTH) * np.sqrt(shares), 0)
    figure = go.Figure(layout=_layout(xaxis_title="predicted", yaxis_title="true", margin=_MARGIN | {"t": 8}))
    figure.add_heatmap(
        z=np.where(np.eye(len(matrix)), depth, -depth),
        x=names,
        y=names,
        text=np.where(matrix > 0, matrix.astype(str), ""),
        texttemplate="%{text}",
        customdata=[
            [f"{count:,} ({percent(share)} of the row)" for count, share in zip(*row, strict=True)]
            for row in zip(matrix, shares, strict=True)
        ],
        hovertemplate="true %{y}, predicted %{x}: %{customdata}<extra></extra>",
        zmin=-1,
        zmax=1,
        colorscale=WRONG_TO_RIGHT,
        xgap=1,
        ygap=1,
        showscale=False,
    )
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return figure


def _layout(**more: Any) -> dict[str, Any]:
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None}
    return {"height": _HEIGHT, "legend": legend, "margin": _MARGIN, "dragmode": False, "hovermode": "closest", **more}
