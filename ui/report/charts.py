"""Charts as SVG, for the HTML and the PDF alike. Matplotlib is loaded with the first one, and pyplot never.

Signs are drawn as shapes, so that no font is needed where it is read. One chart at a time: Matplotlib is not made for
threads.
"""

import io
import re
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from ui.report.blocks import INK, ConfusionMatrix, Curves, Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GRID = "#8c8994"  # lines behind the curves; can be seen in the dark too
_WIDE, _SMALL, _LARGE = (4.2, 2.5), (1.75, 1.6), (4.6, 3.9)  # inches: curves, two classes, twelve
_SQUARE = (3.2, 2.9)
_SIZE = 8.5  # pt
_DASHES: dict[str, Any] = {
    "solid": "-",
    "dash": (0, (5, 2)),
    "dot": (0, (1.2, 1.6)),
    "dashdot": (0, (6, 1.6, 1.2, 1.6)),
}
RIGHT, WRONG = ("#A5D6D1", "#0B7F78"), ("#EBC3A3", "#B0530F")  # faintest and deepest: teal and orange
_LOCK = Lock()


def figure_svg(figure: Figure, name: str) -> str:
    """The chart as an `<svg>` element.

    Args:
        name: Begins every id in it: no two charts of a page may share one.
    """
    with _LOCK:
        text = _drawn(figure.chart)
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    return re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}_", body)


@lru_cache(maxsize=64)
def _drawn(chart: Curves | ConfusionMatrix) -> str:
    """Drawn once for both files."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    inks = ("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor")
    options: dict[Any, Any] = {"font.size": _SIZE, "svg.fonttype": "path", "svg.hashsalt": "report"}
    options |= {"text.parse_math": False} | dict.fromkeys(inks, INK)
    with mpl.rc_context(options):
        canvas = Canvas(figsize=chart_size(chart), layout="constrained", facecolor="none")
        axes = canvas.subplots()
        axes.set_facecolor("none")
        _DRAW[type(chart)](axes, chart)
        file = io.StringIO()
        canvas.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def chart_size(chart: Curves | ConfusionMatrix) -> tuple[float, float]:
    """Inches."""
    if isinstance(chart, Curves):
        return _SQUARE if chart.square else _WIDE
    return _SMALL if len(chart.classes) == 2 else _LARGE


def _curves(axes: "Axes", chart: Curves) -> None:
    for line in chart.lines:
        style = {"color": line.colour, "linestyle": _DASHES[line.dash], "linewidth": 1.5, "label": line.name}
        axes.plot(line.x, line.y, marker="o" if line.dots else None, markersize=3, **style)
    for x, label in chart.marks:
        axes.axvline(x, color=_GRID, linewidth=0.8, linestyle=(0, (1, 2)))
        transform = axes.get_xaxis_transform()
        axes.text(x, 1.0, label, transform=transform, color=INK, ha="center", va="bottom", fontsize=_SIZE - 1.5)
    if chart.square:
        axes.plot((0, 1), (0, 1), color=_GRID, linewidth=0.8, linestyle=(0, (1, 2)))
    axes.set_xlabel(chart.x_title)
    axes.set_ylabel(chart.y_title)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=_GRID, alpha=0.3, linewidth=0.6)
    _scale(axes, chart)
    legend: dict[str, Any] = {"frameon": False, "handlelength": 2.4, "columnspacing": 1.2, "fontsize": _SIZE - 0.5}
    axes.figure.legend(loc="outside upper left", ncols=2 if chart.square else 4, **legend)


def _scale(axes: "Axes", chart: Curves) -> None:
    from matplotlib.ticker import FuncFormatter

    if chart.logarithmic:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    if chart.shares:
        percents = FuncFormatter(lambda value, _: f"{100 * value:.0f}\u00a0%")
        axes.set_ylim(0, 1.03)
        axes.yaxis.set_major_formatter(percents)
        if chart.square:
            axes.set_xlim(0, 1.03)
            axes.xaxis.set_major_formatter(percents)
    if not chart.square:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value == int(value) else ""))


def _matrix(axes: "Axes", chart: ConfusionMatrix) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    many = len(chart.classes)
    totals = np.maximum(chart.counts.sum(axis=1, keepdims=True), 1)
    depth = np.sqrt(chart.counts / totals)
    for row, column in np.ndindex(many, many):
        count = int(chart.counts[row, column])
        place = (column - 0.46, row - 0.46)
        faintest, deepest = np.array([to_rgb(end) for end in (RIGHT if row == column else WRONG)])
        colour = (*(faintest + (deepest - faintest) * depth[row, column]),) if count else "none"
        edge = "none" if count else (*to_rgb(_GRID), 0.35)
        axes.add_patch(Rectangle(place, 0.92, 0.92, facecolor=colour, edgecolor=edge, linewidth=0.4))
        if count:
            ink = "#ffffff" if depth[row, column] > 0.6 else "#23212c"  # not INK: the cell stays as light in the dark
            size = _SIZE - (0 if many == 2 else 2)
            axes.text(column, row, str(count), ha="center", va="center", color=ink, fontsize=size)
    axes.set(xlim=(-0.5, many - 0.5), ylim=(many - 0.5, -0.5), xlabel="predicted", ylabel="true", aspect="equal")
    axes.set_xticks(range(many), chart.classes)
    axes.set_yticks(range(many), chart.classes)
    axes.tick_params(length=0, labelsize=_SIZE - (0 if many == 2 else 1))
    axes.spines[:].set_visible(False)


_DRAW: dict[type, Callable[["Axes", Any], None]] = {Curves: _curves, ConfusionMatrix: _matrix}
