"""The leaderboard as a chart: a dot for each run, a diamond for the mean over the seeds. No Streamlit here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean, pstdev

import plotly.graph_objects as go

from model.heads import HEADS
from training.results.leaderboard import Group, LeaderboardRow, delta_of
from training.results.measures import solved_at, tested
from training.run import Run
from ui.shared.theme import GREY

_ROW_HEIGHT = 34  # px
_Groups = dict[str, Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartedScore:
    label: str
    axis: str
    values: Callable[[Group, _Groups], Sequence[float | None] | None]
    tick: str = ".2~%"


def _of_each_run(value: Callable[[Run], float | None]) -> Callable[[Group, _Groups], list[float | None]]:
    return lambda group, known: [value(run) for run in group.runs]


CHARTED_SCORES: dict[str, ChartedScore] = {
    "delta": ChartedScore(label="delta-m", axis="delta-m, % (lower is better)", values=delta_of, tick="~g"),
    "exact": ChartedScore(
        label="All four right",
        axis="test pictures with all four heads right",
        values=_of_each_run(lambda run: tested(run)["exact"]),
    ),
    "worst": ChartedScore(
        label="Worst head",
        axis="test accuracy of the worst head",
        values=_of_each_run(lambda run: min(tested(run)[head] for head in HEADS)),
    ),
    "steps": ChartedScore(
        label="Steps to 95 %",
        axis="step at which all heads have reached 95 %",
        values=_of_each_run(solved_at),
        tick=",",
    ),
}


def spread_chart(
    rows: Sequence[LeaderboardRow], names: Sequence[str], score: ChartedScore, known: _Groups, colour: str
) -> go.Figure:
    """A line for each row, the first on top; a row without a value stays empty."""
    figure = go.Figure(layout=_layout(len(rows), score.axis))
    labels = [escape(name) for name in names]
    values = [[value for value in score.values(row.group, known) or () if value is not None] for row in rows]
    pairs = [(label, value) for label, of_row in zip(labels, values, strict=True) for value in of_row]
    figure.add_scatter(
        x=[value for _, value in pairs],
        y=[label for label, _ in pairs],
        mode="markers",
        marker={"color": GREY, "size": 7},
        hovertemplate="%{y}: %{x}<extra>run</extra>",
    )
    measured = [(label, of_row) for label, of_row in zip(labels, values, strict=True) if of_row]
    figure.add_scatter(
        x=[fmean(of_row) for _, of_row in measured],
        y=[label for label, _ in measured],
        error_x={"type": "data", "array": [pstdev(of_row) for _, of_row in measured], "thickness": 2, "color": colour},
        mode="markers",
        marker={"color": colour, "size": 11, "symbol": "diamond"},
        hovertemplate="%{y}: %{x}<extra>mean</extra>",
    )
    figure.update_xaxes(tickformat=score.tick, zeroline=score.label == "delta-m", zerolinecolor=GREY)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], range=[-0.6, len(rows) - 0.4])
    return figure


def _layout(rows: int, axis: str) -> dict:
    margin = {"l": 8, "r": 12, "t": 8, "b": 8}
    looks = {"height": 70 + _ROW_HEIGHT * rows, "margin": margin, "showlegend": False, "dragmode": False}
    return {**looks, "hovermode": "closest", "xaxis_title": {"text": axis, "standoff": 4}}
