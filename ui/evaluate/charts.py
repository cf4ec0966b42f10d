"""The charts of Evaluate. Numbers come in, figures go out."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from data.line import FRAME
from model.evaluate import Reliability, Slice
from model.heads import HEADS
from ui.shared.class_labels import class_labels
from ui.shared.format import percent
from ui.shared.percent_axis import percent_axis, percent_axis_around
from ui.shared.theme import GREY, HEAD_STYLES
from ui.shared.theme_colours import head_colours

ERROR_SCALE = [[0, "rgba(196, 102, 31, 0.07)"], [1, "rgba(196, 102, 31, 1)"]]  # orange: neither red nor blue
_LARGEST = 22  # px, a marker that stands for all pictures


def calibration_chart(reliability: dict[str, Reliability]) -> go.Figure:
    """Accuracy by confidence; on the diagonal a head is calibrated. Markers grow with their pictures."""
    figure = go.Figure(layout=figure_layout(height=400, xaxis_title="confidence", yaxis_title="accuracy"))
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
            text=[
                f"{name}: confidence {percent(confidence)}, accuracy {percent(accuracy)}<br>{count:,} pictures"
                for confidence, accuracy, count in zip(bins.confidence, bins.accuracy, bins.count, strict=True)
                if count
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    ends = [0, 1]
    line = {"color": GREY, "dash": "dot", "width": 1}
    figure.add_scatter(x=ends, y=ends, mode="lines", line=line, name="ideal", hoverinfo="skip")
    figure.update_xaxes(percent_axis(0, 1.03))
    figure.update_yaxes(percent_axis(0, 1.05))
    return figure


def slice_chart(slices: list[Slice], of: str) -> go.Figure:
    """Accuracy of a head, or `exact`, on each class of each property, with its 95 % interval."""
    figure = go.Figure(layout=figure_layout(height=400, yaxis_title="accuracy"))
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
            customdata=[[f"{name}.{HEADS[name].classes.index(part.value)}."] for part in measured],
            text=[_slice_text(part, of) for part in measured],
            hovertemplate="%{text}<extra></extra>",
        )
    ends = [getattr(part, end)[of] for part in slices if part.count for end in ("low", "high")]
    figure.update_yaxes(percent_axis_around(ends))
    figure.update_xaxes(tickfont={"size": 10})
    return figure


def _slice_text(part: Slice, of: str) -> str:
    interval = f"{percent(part.low[of])} to {percent(part.high[of])}"
    return f"{percent(part.accuracy[of])} of {part.count:,} right<br>{percent(0.95, 0)} interval {interval}"


def error_map(shares: np.ndarray, most: float) -> go.Figure:
    """`(28, 28)` share of lines through each pixel that is read wrong; `most` is the end of the scale."""
    layout = figure_layout(height=240, margin={"l": 0, "r": 0, "t": 4, "b": 4}, showlegend=False)
    figure = go.Figure(layout=layout)
    figure.add_heatmap(
        z=shares,
        zmin=0,
        zmax=most,
        colorscale=ERROR_SCALE,
        showscale=False,
        text=[[percent(share) for share in row] for row in shares],
        hovertemplate="column %{x}, row %{y}: %{text} wrong<extra></extra>",
    )
    figure.update_xaxes(visible=False, range=[-0.5, FRAME - 0.5], constrain="domain")
    figure.update_yaxes(visible=False, range=[FRAME - 0.5, -0.5], constrain="domain", scaleanchor="x")
    return figure


def error_count_chart(observed: np.ndarray, expected: np.ndarray) -> go.Figure:
    """Pictures with 1..4 wrong heads: observed, and expected of independent heads."""
    names = ["1 wrong", "2 wrong", "3 wrong", "all 4 wrong"]
    figure = go.Figure(layout=figure_layout(height=260, yaxis_title="pictures", barmode="group"))
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


def figure_layout(**more: Any) -> dict[str, Any]:
    """What the charts of Evaluate share, and what one has of its own."""
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None}
    margin = {"l": 8, "r": 8, "t": 36, "b": 8}
    layout = {"legend": legend, "margin": margin, "dragmode": False, "hovermode": "closest", "colorway": head_colours()}
    return {**layout, **more}
