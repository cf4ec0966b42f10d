"""The leaderboard as a picture: a dot for each run, a diamond for the mean. Numbers come in, figures go out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean, pstdev

import plotly.graph_objects as go

from model.heads import HEADS
from training.results.leaderboard import Group, Row, delta_of
from training.results.measures import solved_at, tested
from training.run import Run
from ui.shared.theme import GREY

LINE = 34  # px for a row
Known = dict[str, Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    label: str
    axis: str
    values: Callable[[Group, Known], Sequence[float | None] | None]
    tick: str = ".2~%"


def _each(value: Callable[[Run], float | None]) -> Callable[[Group, Known], list[float | None]]:
    return lambda group, known: [value(run) for run in group.runs]


PICTURES: dict[str, Picture] = {
    "delta": Picture(label="delta-m", axis="delta-m, % (lower is better)", values=delta_of, tick="~g"),
    "exact": Picture(
        label="All four", axis="test lines wholly read right", values=_each(lambda run: tested(run)["exact"])
    ),
    "worst": Picture(
        label="Worst head",
        axis="accuracy of the worst head",
        values=_each(lambda run: min(tested(run)[head] for head in HEADS)),
    ),
    "steps": Picture(label="Steps", axis="step with all heads at 95 %", values=_each(solved_at), tick=","),
}


def chart(rows: Sequence[Row], names: Sequence[str], picture: Picture, known: Known, colour: str) -> go.Figure:
    """A line for each row, the first on top; a row without a value stays empty."""
    figure = go.Figure(layout=_layout(len(rows), picture.axis))
    labels = [escape(name) for name in names]
    values = [[one for one in picture.values(row.group, known) or () if one is not None] for row in rows]
    pairs = [(label, value) for label, some in zip(labels, values, strict=True) for value in some]
    figure.add_scatter(
        x=[value for _, value in pairs],
        y=[label for label, _ in pairs],
        mode="markers",
        marker={"color": GREY, "size": 7},
        hovertemplate="%{y}: %{x}<extra>one run</extra>",
    )
    known_rows = [(label, some) for label, some in zip(labels, values, strict=True) if some]
    figure.add_scatter(
        x=[fmean(some) for _, some in known_rows],
        y=[label for label, _ in known_rows],
        error_x={"type": "data", "array": [pstdev(some) for _, some in known_rows], "thickness": 2, "color": colour},
        mode="markers",
        marker={"color": colour, "size": 11, "symbol": "diamond"},
        hovertemplate="%{y}: %{x}<extra>mean</extra>",
    )
    figure.update_xaxes(tickformat=picture.tick, zeroline=picture.label == "delta-m", zerolinecolor=GREY)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], range=[-0.6, len(rows) - 0.4])
    return figure


def _layout(rows: int, axis: str) -> dict:
    margin = {"l": 8, "r": 12, "t": 8, "b": 8}
    how = {"height": 70 + LINE * rows, "margin": margin, "showlegend": False, "dragmode": False}
    return {**how, "hovermode": "closest", "xaxis_title": {"text": axis, "standoff": 4}}
