"""Free lines: the share right by painter, beside the most that can be right, and by degrees off the nearest class."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from data.counting_limit import WHOLE_PIXELS, limit_of, mirror_bound
from data.free_lines import degrees_off
from data.paint import PAINTERS
from model.evaluate import OffGrid, by_degrees_off
from model.evaluate.off_grid import OFF_AT_MOST
from model.heads import HEADS
from ui.evaluate.charts import figure_layout
from ui.shared.evaluated import SetEvaluation
from ui.shared.format import counted, percent
from ui.shared.layout import draw_chart
from ui.shared.percent_axis import percent_axis

_ANGLE = list(HEADS).index("angle")
_OTHER_SET = "Choose the pictures **Free lines** above: lines of any angle, whose nearest class is the true one."
_ABOUT = (
    "All four heads right on lines of any angle, where the nearest class counts as true. Painters of whole pixels draw "
    "lines of different classes alike: the last column says how many can be right **at most**, by counting the lines "
    "behind each picture. Of the other painters it is a bound: where two lines on both sides of a border between two "
    "classes paint the same picture, one at most is read right."
)
_DASHES = ("solid", "dash", "dot", "dashdot")


def draw_off_grid(judged: SetEvaluation) -> None:
    """The table and the chart; of other sets, which one to choose."""
    if judged.part.painter is None:
        st.info(_OTHER_SET, icon=":material/line_axis:")
        return
    st.caption(_ABOUT)
    st.dataframe(painter_rows(judged), hide_index=True, alt="The share right of each painter and the most possible")
    curves = painter_curves(judged)
    ends = "; ".join(f"{name} {_ends(curve)}" for name, curve in curves.items())
    draw_chart(off_grid_chart(curves), "chart_off_grid", f"Share of right angles by degrees off: {ends}.")


def painter_rows(judged: SetEvaluation) -> dict[str, list[str]]:
    """Columns of the table: one row for each painter."""
    exact = {name: judged.evaluation.exact[rows] for name, rows in _rows(judged).items()}
    return {
        "painter": list(exact),
        "lines": [f"{len(right):,}" for right in exact.values()],
        "all four right": [percent(right.mean()) for right in exact.values()],
        "at most": [_limit_text(name) for name in exact],
    }


def _limit_text(painter: str) -> str:
    return percent(limit_of(painter)) if painter in WHOLE_PIXELS else f"{percent(mirror_bound(painter), 2)} or less"


def painter_curves(judged: SetEvaluation) -> dict[str, OffGrid]:
    """For each painter, the share of right angles by degrees off."""
    assert judged.part.lines is not None  # free lines are drawn
    degrees, right = degrees_off(judged.part.lines, judged.part.labels[:, _ANGLE]), judged.evaluation.right[:, _ANGLE]
    return {name: by_degrees_off(degrees[rows], right[rows]) for name, rows in _rows(judged).items()}


def off_grid_chart(curves: dict[str, OffGrid]) -> go.Figure:
    """One line for each painter."""
    figure = go.Figure(layout=figure_layout(height=380, yaxis_title="angles right"))
    figure.update_xaxes(title="degrees off the nearest class", range=[0, OFF_AT_MOST], ticksuffix="°", dtick=1.5)
    for (name, curve), dash in zip(curves.items(), _DASHES, strict=False):
        figure.add_scatter(
            x=curve.degrees,
            y=curve.accuracy,
            name=name,
            mode="lines+markers",
            line={"dash": dash, "width": 2},
            text=[
                f"{name}, {degrees:.1f}° off: {percent(share)} of {counted(int(count), 'line')} right"
                for degrees, share, count in zip(curve.degrees, curve.accuracy, curve.count, strict=True)
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_yaxes(percent_axis(0, 1.03))
    return figure


def _rows(judged: SetEvaluation) -> dict[str, np.ndarray]:
    """The rows of each painter that has some."""
    rows = {name: np.flatnonzero(judged.part.painter == i) for i, name in enumerate(PAINTERS)}
    return {name: kept for name, kept in rows.items() if len(kept)}


def _ends(curve: OffGrid) -> str:
    known = curve.accuracy[curve.count > 0]
    return f"{percent(known[0])} near a class, {percent(known[-1])} between two"
