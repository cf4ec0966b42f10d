"""History, Pareto front and importance of a search. Numbers come in, figures go out."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from model.heads import HEADS
from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS, OF_HEADS, SHARE_OF_A_GUESS, Objective
from training.search.selection import complete, on_front
from ui.compare.search.text import state_words, value_words, weights_words
from ui.shared.theme import GREY, HEAD_LOOKS

HEIGHT = 320  # px
AXES: dict[str, Objective] = {
    one.label: one for one in (*OF_HEADS, *GOALS["angle-against-rest"].objectives[1:])
}  # of the front


def _worth(objective: Objective, trial: TrialRecord) -> float:
    return objective.value(trial.scores or {})


def layout(**more: Any) -> dict[str, Any]:
    margin = {"l": 8, "r": 8, "t": 28, "b": 8}
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None}
    how = {"margin": margin, "legend": legend, "dragmode": False, "hovermode": "closest", "height": HEIGHT}
    return {**how, **more}


def history(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str) -> go.Figure:
    """The value of a single goal, trial by trial, and the best so far."""
    (objective,) = GOALS[search.goal].objectives
    figure = go.Figure(layout=layout(xaxis_title="trial", yaxis_title=objective.label))
    ended = complete(trials)
    pruned = [trial for trial in trials if trial.status == "pruned" and trial.scores]
    if ended:
        values = [_worth(objective, trial) for trial in ended]
        figure.add_scatter(
            x=[trial.number for trial in ended],
            y=np.maximum.accumulate(values) if objective.high_is_good else np.minimum.accumulate(values),
            mode="lines",
            line={"shape": "hv", "color": colour, "width": 1.5},
            name="best so far",
            hoverinfo="skip",
        )
    for some, name, symbol in ((ended, "complete", "circle"), (pruned, "pruned", "circle-open")):
        _dots(figure, some, objective, name, {"symbol": symbol, "color": colour if some is ended else GREY, "size": 9})
    _ring(figure, [*ended, *pruned], chosen, lambda trial: trial.number, lambda trial: _worth(objective, trial))
    figure.update_yaxes(tickformat=".1%" if objective.unit == "accuracy" else "~g")
    figure.update_xaxes(range=[-0.7, search.budget - 0.3], tickformat="d")
    return figure


def _dots(
    figure: go.Figure, some: Sequence[TrialRecord], objective: Objective, name: str, marker: dict[str, Any]
) -> None:
    figure.add_scatter(
        x=[trial.number for trial in some],
        y=[_worth(objective, trial) for trial in some],
        mode="markers",
        marker=marker,
        name=name,
        customdata=[[trial.number, weights_words(trial), state_words(trial)] for trial in some],
        hovertemplate="trial %{customdata[0]}: %{y:.2%}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )


def _ring(
    figure: go.Figure,
    some: Sequence[TrialRecord],
    chosen: int | None,
    x: Callable[[TrialRecord], Any],
    y: Callable[[TrialRecord], Any],
) -> None:
    """Around the chosen trial."""
    for trial in [trial for trial in some if trial.number == chosen]:
        marker = {"symbol": "circle-open", "size": 18, "color": GREY, "line": {"width": 2.5}}
        figure.add_scatter(x=[x(trial)], y=[y(trial)], mode="markers", marker=marker, name="chosen", hoverinfo="skip")


def pareto(
    search: Search, trials: Sequence[TrialRecord], across: str, up: str, chosen: int | None, colour: str
) -> go.Figure:
    """Two losses of every complete trial, on log scales. Diamonds are on the front of all objectives.

    Args:
        across, up: Keys of `AXES`.
    """
    x, y = AXES[across], AXES[up]
    figure = go.Figure(layout=layout(xaxis_title=f"{across}: {SHARE_OF_A_GUESS}", yaxis_title=up))
    ended = complete(trials)
    goal = GOALS[search.goal]
    objectives = OF_HEADS if goal.single else goal.objectives
    rows = np.array([[_worth(one, trial) for one in objectives] for trial in ended])
    good = on_front(rows) if ended else np.zeros(0, bool)
    if ended:
        _staircase(figure, np.array([[_worth(one, trial) for one in (x, y)] for trial in ended]), colour)
    for on, name, symbol, size in ((False, "better ones exist", "circle", 8), (True, "on the front", "diamond", 11)):
        some = [trial for trial, best in zip(ended, good, strict=True) if best == on]
        figure.add_scatter(
            x=[_worth(x, trial) for trial in some],
            y=[_worth(y, trial) for trial in some],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colour if on else GREY},
            name=name,
            customdata=[[trial.number, weights_words(trial)] for trial in some],
            hovertemplate=f"trial %{{customdata[0]}}: %{{customdata[1]}}<br>{across} %{{x:.3g}}, {up} %{{y:.3g}}"
            "<extra></extra>",
        )
    _ring(figure, ended, chosen, lambda trial: _worth(x, trial), lambda trial: _worth(y, trial))
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(type="log", tickformat="~g", exponentformat="none", dtick="D2")
    return figure


def _staircase(figure: go.Figure, pairs: np.ndarray, colour: str) -> None:
    """The front of the two axes alone."""
    line = pairs[on_front(pairs)]
    line = line[np.lexsort((-line[:, 1], line[:, 0]))]
    figure.add_scatter(
        x=line[:, 0],
        y=line[:, 1],
        mode="lines",
        line={"shape": "hv", "color": colour, "width": 1.5, "dash": "dot"},
        name="front of these two",
        hoverinfo="skip",
    )


def importance(search: Search, colour: str) -> go.Figure:
    """For each objective the share of each parameter."""
    figure = go.Figure(layout=layout(yaxis_title="share", barmode="group", height=260))
    for label, shares in (search.importance or {}).items():
        look = HEAD_LOOKS[label].colour if label in HEADS else colour
        figure.add_bar(
            x=[name.replace("_", " ") for name in shares],
            y=list(shares.values()),
            name=f"for {label}",
            marker={"color": GREY if look.startswith("var(") else look},
            hovertemplate="%{x}: %{y:.0%}<extra>for " + label + "</extra>",
        )
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    figure.update_layout(showlegend=len(search.importance or {}) > 1)
    return figure


def alt(search: Search, trials: Sequence[TrialRecord], number: int | None) -> str:
    """The charts for those who do not see them."""
    goal = GOALS[search.goal]
    trial = next((one for one in complete(trials) if one.number == number), None)
    if trial is None:
        return f"{search.name}: {len(complete(trials))} complete trials."
    pairs = zip(goal.objectives, goal.values(trial.scores or {}), strict=True)
    values = ", ".join(f"{objective.label} {value_words(objective, value)}" for objective, value in pairs)
    return f"{len(complete(trials))} complete trials; trial {trial.number} with {weights_words(trial)}: {values}."
