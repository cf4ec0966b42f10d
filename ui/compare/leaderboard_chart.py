"""The leaderboard as a chart: a dot for each run, a diamond for the mean over the seeds. No Streamlit here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean, pstdev
from typing import Any

import plotly.graph_objects as go

from model.heads import HEADS
from training.results.leaderboard import Group, LeaderboardRow, delta_of
from training.results.measures import solved_at, tested
from training.run import Run
from ui.shared.format import percent
from ui.shared.percent_axis import percent_axis_around
from ui.shared.theme import GREY

_ROW_HEIGHT = 34  # px
_Groups = dict[str, Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartedScore:
    label: str
    axis: str
    values: Callable[[Group, _Groups], Sequence[float | None] | None]
    tick: str | None = None  # of Plotly; None: the values are shares


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
    _add_dots(figure, pairs, score, "run", marker={"color": GREY, "size": 7})
    measured = [(label, of_row) for label, of_row in zip(labels, values, strict=True) if of_row]
    means = [(label, fmean(of_row)) for label, of_row in measured]
    spread = [pstdev(of_row) for _, of_row in measured]
    bars = {"type": "data", "array": spread, "thickness": 2, "color": colour}
    _add_dots(figure, means, score, "mean", marker={"color": colour, "size": 11, "symbol": "diamond"}, error_x=bars)
    figure.update_xaxes(tickformat=score.tick, zeroline=score.label == "delta-m", zerolinecolor=GREY)
    if score.tick is None:
        whiskers = [mean + side * bar for (_, mean), bar in zip(means, spread, strict=True) for side in (-1, 1)]
        figure.update_xaxes(percent_axis_around([*whiskers, *(value for _, value in pairs)]))
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], range=[-0.6, len(rows) - 0.4])
    return figure


def _add_dots(
    figure: go.Figure, pairs: Sequence[tuple[str, float]], score: ChartedScore, name: str, **looks: Any
) -> None:
    figure.add_scatter(
        x=[value for _, value in pairs],
        y=[label for label, _ in pairs],
        text=None if score.tick else [percent(value, 2) for _, value in pairs],
        mode="markers",
        hovertemplate=f"%{{y}}: %{{{'x' if score.tick else 'text'}}}<extra>{name}</extra>",
        **looks,
    )


def _layout(rows: int, axis: str) -> dict:
    margin = {"l": 8, "r": 12, "t": 8, "b": 8}
    looks = {"height": 70 + _ROW_HEIGHT * rows, "margin": margin, "showlegend": False, "dragmode": False}
    return {**looks, "hovermode": "closest", "xaxis_title": {"text": axis, "standoff": 4}}
