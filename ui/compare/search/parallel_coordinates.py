"""Parallel coordinates: one line for each trial across its parameters and what they came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import plotly.graph_objects as go

from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS
from training.search.selection import complete, costs
from ui.compare.search.charts import layout
from ui.compare.search.text import value_words, weights_words
from ui.shared.theme import GREY

BEST = 0.2  # share of the trials that are drawn as the best
FAINT = "rgba(128, 128, 128, 0.35)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    name: str
    low: str  # what stands below it, and above it
    high: str
    values: list[float]  # of each trial, 0 (below) to 1 (above)
    words: list[str]


def axes(search: Search, trials: Sequence[TrialRecord]) -> list[Axis]:
    """Of complete trials: the parameters on log scales, and the objectives with good above."""
    found = []
    for name, (low, high) in search.varied.items():
        values = [trial.parameters[name] for trial in trials]
        places = [log(value / low) / log(high / low) for value in values]
        words = [f"{value:g}" for value in values]
        found.append(
            Axis(name=name.replace("_", " "), low=f"{low:g}", high=f"{high:g}", values=places, words=words)
        )  # fmt: skip
    goal = GOALS[search.goal]
    for objective, column in zip(goal.objectives, costs(goal, trials).T, strict=True):
        values = [-value if objective.high_is_good else value for value in column]
        scaled = np.log(np.maximum(column, 1e-9)) if not objective.high_is_good else column
        spread = np.ptp(scaled) or 1.0
        words = [value_words(objective, value) for value in values]
        found.append(
            Axis(
                name=f"→ {objective.label}",
                low=words[int(column.argmax())],
                high=words[int(column.argmin())],
                values=((scaled.max() - scaled) / spread).tolist(),
                words=words,
            )
        )
    return found


def chart(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str) -> go.Figure:
    """The best fifth in colour, the chosen trial thick."""
    ended = complete(trials)
    figure = go.Figure(layout=layout(showlegend=True))
    if not ended:
        return figure
    across = axes(search, ended)
    cost = costs(GOALS[search.goal], ended)
    ranks = cost.argsort(axis=0).argsort(axis=0).mean(axis=1)  # (n,) lower is better
    good = ranks <= np.quantile(ranks, BEST)
    _lines(figure, across, ended, np.flatnonzero(~good), "others", {"color": FAINT, "width": 1})
    _lines(figure, across, ended, np.flatnonzero(good), "best fifth", {"color": colour, "width": 2})
    picked = np.array([trial.number == chosen for trial in ended])
    _lines(figure, across, ended, np.flatnonzero(picked), "chosen", {"color": GREY, "width": 5})
    for place, axis in enumerate(across):
        line = {"color": GREY, "width": 1}
        figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, line=line, layer="below")
        figure.add_annotation(x=place, y=1.07, text=axis.high, showarrow=False)
        figure.add_annotation(x=place, y=-0.07, text=axis.low, showarrow=False)
    names = [axis.name.replace("→ ", "→\u00a0").replace(" ", "<br>") for axis in across]
    ticks = {"tickvals": list(range(len(across))), "ticktext": names}
    figure.update_xaxes(range=[-0.4, len(across) - 0.6], showgrid=False, zeroline=False, **ticks)
    figure.update_yaxes(visible=False, range=[-0.12, 1.12])
    return figure


def _lines(
    figure: go.Figure,
    across: Sequence[Axis],
    trials: Sequence[TrialRecord],
    some: np.ndarray,
    name: str,
    line: dict[str, object],
) -> None:
    """One trace for all these trials, with gaps between them."""
    x, y, said = [], [], []
    for row in some:
        x += [*range(len(across)), None]
        y += [*(axis.values[row] for axis in across), None]
        head = f"trial {trials[row].number}: {weights_words(trials[row])}"
        said += [*([trials[row].number, f"{head}<br>{axis.name} {axis.words[row]}"] for axis in across), [None, ""]]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line=line,
        marker={"size": 5},
        name=name,
        customdata=said,
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
