"""The charts of Evaluate. Numbers come in, figures go out."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from data.line import FRAME
from model.evaluate import Reliability, Slice
from model.heads import HEADS
from ui.shared.class_labels import class_labels
from ui.shared.theme import GREY, HEAD_STYLES
from ui.shared.theme_colours import head_colours

ERROR_SCALE = [[0, "rgba(196, 102, 31, 0.07)"], [1, "rgba(196, 102, 31, 1)"]]  # orange: neither red nor blue
_LARGEST = 22  # px, a marker that stands for all pictures


def calibration_chart(reliability: dict[str, Reliability]) -> go.Figure:
    """Accuracy by confidence; on the diagonal a head is calibrated. Markers grow with their pictures."""
    figure = go.Figure(layout=_layout(height=400, xaxis_title="confidence", yaxis_title="accuracy"))
    for name in HEADS:
        bins = reliability[name]
        held = bins.count > 0
        figure.add_scatter(
            x=bins.confidence[held],
            y=bins.accuracy[held],
            name=name,
            mode="lines+markers",
            line={"dash": HEAD_STYLES[name].dash, "width": 2},
            marker={"size": 6 + (_LARGEST - 6) * np.sqrt(bins.count[held] / bins.count.sum())},
            customdata=bins.count[held],
            hovertemplate=f"{name}: confidence %{{x:.1%}}, accuracy %{{y:.1%}}<br>"
            "%{customdata:,} pictures<extra></extra>",
        )
    ends = [0, 1]
    line = {"color": GREY, "dash": "dot", "width": 1}
    figure.add_scatter(x=ends, y=ends, mode="lines", line=line, name="ideal", hoverinfo="skip")
    figure.update_xaxes(range=[0, 1.03], tickformat=".0%")
    figure.update_yaxes(range=[0, 1.05], tickformat=".0%")
    return figure


def slice_chart(slices: list[Slice], of: str) -> go.Figure:
    """Accuracy of a head, or `exact`, on each class of each property, with its 95 % interval."""
    figure = go.Figure(layout=_layout(height=400, yaxis_title="accuracy"))
    for name in HEADS:
        measured = [part for part in slices if part.of == name and part.count]
        share = np.array([part.accuracy[of] for part in measured])
        low, high = (np.array([getattr(part, end)[of] for part in measured]) for end in ("low", "high"))
        labels = dict(zip(HEADS[name].classes, class_labels(name), strict=True))
        figure.add_scatter(
            x=[[name] * len(measured), [labels[part.value] for part in measured]],
            y=share,
            error_y={"type": "data", "array": high - share, "arrayminus": share - low, "width": 3, "thickness": 1.5},
            mode="markers",
            marker={"size": 9},
            name=f"by {name}",
            customdata=[
                [part.count, *interval, f"{name}.{HEADS[name].classes.index(part.value)}."]
                for part, interval in zip(measured, np.column_stack((low, high)).tolist(), strict=True)
            ],
            hovertemplate="%{y:.1%} of %{customdata[0]:,} right"
            "<br>95 % interval %{customdata[1]:.1%} to %{customdata[2]:.1%}<extra></extra>",
        )
    figure.update_yaxes(tickformat=".1~%")
    figure.update_xaxes(tickfont={"size": 10})
    return figure


def error_map(shares: np.ndarray, most: float) -> go.Figure:
    """`(28, 28)` share of lines through each pixel that is read wrong; `most` is the end of the scale."""
    layout = _layout(height=240, margin={"l": 0, "r": 0, "t": 4, "b": 4}, showlegend=False)
    figure = go.Figure(layout=layout)
    figure.add_heatmap(
        z=shares,
        zmin=0,
        zmax=most,
        colorscale=ERROR_SCALE,
        showscale=False,
        hovertemplate="column %{x}, row %{y}: %{z:.1%} wrong<extra></extra>",
    )
    figure.update_xaxes(visible=False, range=[-0.5, FRAME - 0.5], constrain="domain")
    figure.update_yaxes(visible=False, range=[FRAME - 0.5, -0.5], constrain="domain", scaleanchor="x")
    return figure


def error_count_chart(observed: np.ndarray, expected: np.ndarray) -> go.Figure:
    """Pictures with 1..4 wrong heads: observed, and expected of independent heads."""
    names = ["1 wrong", "2 wrong", "3 wrong", "all 4 wrong"]
    figure = go.Figure(layout=_layout(height=260, yaxis_title="pictures", barmode="group"))
    for values, name, pattern, colour in (
        (observed, "observed", "", "#C4661F"),
        (expected, "expected if independent", "/", "rgba(128, 128, 128, 0.75)"),
    ):
        figure.add_bar(
            x=names,
            y=values[1:],
            name=name,
            marker={"color": colour, "pattern": {"shape": pattern}},
            text=[f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}" for value in values[1:]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{text} pictures<extra>" + name + "</extra>",
        )
    return figure


def _layout(**more: Any) -> dict[str, Any]:
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None}
    margin = {"l": 8, "r": 8, "t": 36, "b": 8}
    layout = {"legend": legend, "margin": margin, "dragmode": False, "hovermode": "closest", "colorway": head_colours()}
    return {**layout, **more}
