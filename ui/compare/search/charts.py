"""History, Pareto front and parameter importance of a search. No Streamlit here."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from model.heads import HEADS
from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS, HEAD_LOSSES, RELATIVE_LOSS, Objective
from training.search.selection import complete_trials, non_dominated
from ui.compare.search.text import objective_text, trial_state, trial_weights
from ui.shared.format import percent
from ui.shared.percent_axis import percent_axis, percent_axis_around
from ui.shared.theme import GREY, HEAD_STYLES

_TICKED_ALL = 11  # trials
_HEIGHT = 320  # px
OBJECTIVE_AXES: dict[str, Objective] = {
    objective.label: objective for objective in (*HEAD_LOSSES, *GOALS["angle-against-rest"].objectives[1:])
}  # of the front


def _value(objective: Objective, trial: TrialRecord) -> float:
    return objective.value(trial.scores or {})


def chart_layout(**more: Any) -> dict[str, Any]:
    margin = {"l": 8, "r": 8, "t": 28, "b": 8}
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None}
    looks = {"margin": margin, "legend": legend, "dragmode": False, "hovermode": "closest", "height": _HEIGHT}
    return {**looks, **more}


def history_chart(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str) -> go.Figure:
    """The value of a single objective by trial, and the best so far."""
    (objective,) = GOALS[search.goal].objectives
    figure = go.Figure(layout=chart_layout(xaxis_title="trial", yaxis_title=objective.label))
    if ended := complete_trials(trials):
        values = [_value(objective, trial) for trial in ended]
        figure.add_scatter(
            x=[trial.number for trial in ended],
            y=np.maximum.accumulate(values) if objective.higher_is_better else np.minimum.accumulate(values),
            mode="lines",
            line={"shape": "hv", "color": colour, "width": 1.5},
            name="best so far",
            hoverinfo="skip",
        )
    pruned = [trial for trial in trials if trial.status == "pruned" and trial.scores]
    _add_dots(figure, ended, objective, "complete", {"symbol": "circle", "color": colour, "size": 9})
    _add_dots(figure, pruned, objective, "pruned", {"symbol": "circle-open", "color": GREY, "size": 9})
    _add_ring(figure, [*ended, *pruned], chosen, lambda trial: trial.number, lambda trial: _value(objective, trial))
    drawn = [_value(objective, trial) for trial in [*ended, *pruned]]
    figure.update_yaxes(percent_axis_around(drawn) if objective.unit == "accuracy" else {"tickformat": "~g"})
    ticks: dict[str, Any] = (
        {"dtick": 1} if search.budget < _TICKED_ALL else {}
    )  # Plotly's own are halves when there are few
    figure.update_xaxes(range=[-0.7, search.budget - 0.3], tickformat="d", **ticks)
    return figure


def _add_dots(
    figure: go.Figure, trials: Sequence[TrialRecord], objective: Objective, name: str, marker: dict[str, Any]
) -> None:
    figure.add_scatter(
        x=[trial.number for trial in trials],
        y=[_value(objective, trial) for trial in trials],
        mode="markers",
        marker=marker,
        name=name,
        customdata=[[trial.number] for trial in trials],
        text=[
            f"{objective_text(objective, _value(objective, trial))}<br>{trial_weights(trial)}<br>{trial_state(trial)}"
            for trial in trials
        ],
        hovertemplate="trial %{customdata[0]}: %{text}<extra></extra>",
    )


def _add_ring(
    figure: go.Figure,
    trials: Sequence[TrialRecord],
    chosen: int | None,
    x: Callable[[TrialRecord], Any],
    y: Callable[[TrialRecord], Any],
) -> None:
    """Around the chosen trial."""
    for trial in [trial for trial in trials if trial.number == chosen]:
        marker = {"symbol": "circle-open", "size": 18, "color": GREY, "line": {"width": 2.5}}
        figure.add_scatter(x=[x(trial)], y=[y(trial)], mode="markers", marker=marker, name="chosen", hoverinfo="skip")


def pareto_chart(
    search: Search, trials: Sequence[TrialRecord], across: str, up: str, chosen: int | None, colour: str
) -> go.Figure:
    """Two losses of every complete trial, on logarithmic scales. Diamonds are on the front of all objectives.

    Args:
        across, up: Keys of `OBJECTIVE_AXES`.
    """
    x, y = OBJECTIVE_AXES[across], OBJECTIVE_AXES[up]
    figure = go.Figure(layout=chart_layout(xaxis_title=f"{across}: {RELATIVE_LOSS}", yaxis_title=up))
    ended = complete_trials(trials)
    goal = GOALS[search.goal]
    objectives = HEAD_LOSSES if goal.single else goal.objectives
    rows = np.array([[_value(objective, trial) for objective in objectives] for trial in ended])
    is_on_front = non_dominated(rows) if ended else np.zeros(0, bool)
    if ended:
        _add_front(figure, np.array([[_value(x, trial), _value(y, trial)] for trial in ended]), colour)
    for on, name, symbol, size in ((False, "dominated", "circle", 8), (True, "on the front", "diamond", 11)):
        group = [trial for trial, best in zip(ended, is_on_front, strict=True) if best == on]
        figure.add_scatter(
            x=[_value(x, trial) for trial in group],
            y=[_value(y, trial) for trial in group],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colour if on else GREY},
            name=name,
            customdata=[[trial.number, trial_weights(trial)] for trial in group],
            hovertemplate=f"trial %{{customdata[0]}}: %{{customdata[1]}}<br>{across} %{{x:.3g}}, {up} %{{y:.3g}}"
            "<extra></extra>",
        )
    _add_ring(figure, ended, chosen, lambda trial: _value(x, trial), lambda trial: _value(y, trial))
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(type="log", tickformat="~g", exponentformat="none", dtick="D2")
    return figure


def _add_front(figure: go.Figure, pairs: np.ndarray, colour: str) -> None:
    """The Pareto front of the two axes alone."""
    line = pairs[non_dominated(pairs)]
    line = line[np.lexsort((-line[:, 1], line[:, 0]))]
    figure.add_scatter(
        x=line[:, 0],
        y=line[:, 1],
        mode="lines",
        line={"shape": "hv", "color": colour, "width": 1.5, "dash": "dot"},
        name="front of these two",
        hoverinfo="skip",
    )


def importance_chart(search: Search, colour: str) -> go.Figure:
    """The importance of each parameter, for each objective."""
    figure = go.Figure(layout=chart_layout(yaxis_title="share", barmode="group", height=260))
    importance = search.importance or {}
    for label, shares in importance.items():
        fill = HEAD_STYLES[label].colour if label in HEADS else colour
        figure.add_bar(
            x=[name.replace("_", " ") for name in shares],
            y=list(shares.values()),
            name=f"for {label}",
            marker={"color": GREY if fill.startswith("var(") else fill},
            hovertext=[percent(share, 0) for share in shares.values()],
            hovertemplate="%{x}: %{hovertext}<extra>for " + label + "</extra>",
        )
    figure.update_yaxes(
        percent_axis(0, 1.05 * max((max(shares.values()) for shares in importance.values()), default=1))
    )
    figure.update_layout(showlegend=len(importance) > 1)
    return figure


def charts_alt(search: Search, trials: Sequence[TrialRecord], number: int | None) -> str:
    """The text of the charts for screen readers."""
    goal = GOALS[search.goal]
    trial = next((trial for trial in complete_trials(trials) if trial.number == number), None)
    if trial is None:
        return f"{search.name}: {len(complete_trials(trials))} complete trials."
    pairs = zip(goal.objectives, goal.values(trial.scores or {}), strict=True)
    values = ", ".join(f"{objective.label} {objective_text(objective, value)}" for objective, value in pairs)
    return (
        f"{len(complete_trials(trials))} complete trials; trial {trial.number} with {trial_weights(trial)}: {values}."
    )
