"""Parallel coordinates: a line for each trial, across its parameters and objectives. No Streamlit here."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import plotly.graph_objects as go

from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS
from training.search.selection import complete_trials, objective_costs
from ui.compare.search.charts import chart_layout
from ui.compare.search.text import objective_text, trial_weights
from ui.shared.theme import GREY

_BEST_SHARE = 0.2  # of the trials are drawn as the best
_FAINT = "rgba(128, 128, 128, 0.35)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelAxis:
    name: str
    low: str  # its label below, and above
    high: str
    values: list[float]  # of each trial, 0 (below) to 1 (above)
    words: list[str]


def parallel_axes(search: Search, trials: Sequence[TrialRecord]) -> list[ParallelAxis]:
    """The parameters on logarithmic scales, and the objectives with the best value above.

    Args:
        trials: Complete ones.
    """
    axes = []
    for name, (low, high) in search.varied.items():
        values = [trial.parameters[name] for trial in trials]
        places = [log(value / low) / log(high / low) for value in values]
        words = [f"{value:g}" for value in values]
        axes.append(
            ParallelAxis(name=name.replace("_", " "), low=f"{low:g}", high=f"{high:g}", values=places, words=words)
        )  # fmt: skip
    goal = GOALS[search.goal]
    for objective, column in zip(goal.objectives, objective_costs(goal, trials).T, strict=True):
        values = [-value if objective.higher_is_better else value for value in column]
        scaled = np.log(np.maximum(column, 1e-9)) if not objective.higher_is_better else column
        spread = np.ptp(scaled) or 1.0
        words = [objective_text(objective, value) for value in values]
        axes.append(
            ParallelAxis(
                name=f"→ {objective.label}",
                low=words[int(column.argmax())],
                high=words[int(column.argmin())],
                values=((scaled.max() - scaled) / spread).tolist(),
                words=words,
            )
        )
    return axes


def parallel_chart(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str) -> go.Figure:
    """The best fifth in colour, the chosen trial thick."""
    ended = complete_trials(trials)
    figure = go.Figure(layout=chart_layout(showlegend=True))
    if not ended:
        return figure
    axes = parallel_axes(search, ended)
    cost = objective_costs(GOALS[search.goal], ended)
    ranks = cost.argsort(axis=0).argsort(axis=0).mean(axis=1)  # (n,) lower is better
    is_best = ranks <= np.quantile(ranks, _BEST_SHARE)
    _add_lines(figure, axes, ended, np.flatnonzero(~is_best), "others", {"color": _FAINT, "width": 1})
    _add_lines(figure, axes, ended, np.flatnonzero(is_best), "best fifth", {"color": colour, "width": 2})
    is_chosen = np.array([trial.number == chosen for trial in ended])
    _add_lines(figure, axes, ended, np.flatnonzero(is_chosen), "chosen", {"color": GREY, "width": 5})
    for place, axis in enumerate(axes):
        line = {"color": GREY, "width": 1}
        figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, line=line, layer="below")
        figure.add_annotation(x=place, y=1.07, text=axis.high, showarrow=False)
        figure.add_annotation(x=place, y=-0.07, text=axis.low, showarrow=False)
    names = [axis.name.replace("→ ", "→\u00a0").replace(" ", "<br>") for axis in axes]
    ticks = {"tickvals": list(range(len(axes))), "ticktext": names}
    figure.update_xaxes(range=[-0.4, len(axes) - 0.6], showgrid=False, zeroline=False, **ticks)
    figure.update_yaxes(visible=False, range=[-0.12, 1.12])
    return figure


def _add_lines(
    figure: go.Figure,
    axes: Sequence[ParallelAxis],
    trials: Sequence[TrialRecord],
    rows: np.ndarray,
    name: str,
    line: dict[str, object],
) -> None:
    """The trials of these rows as a single trace, with gaps between them."""
    x, y, hover = [], [], []
    for row in rows:
        x += [*range(len(axes)), None]
        y += [*(axis.values[row] for axis in axes), None]
        head = f"trial {trials[row].number}: {trial_weights(trials[row])}"
        hover += [*([trials[row].number, f"{head}<br>{axis.name} {axis.words[row]}"] for axis in axes), [None, ""]]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line=line,
        marker={"size": 5},
        name=name,
        customdata=hover,
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
