"""How the four heads learned: loss, accuracy and weight curves, and the steps to 95 %."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint
from training.results.scores import SOLVED
from ui.report.blocks import INK, Block, Curves, Figure, Figures, Line, Paragraph, Table
from ui.report.facts import RunFacts
from ui.shared.curve_rows import evenly_thinned
from ui.shared.format import counted, percent
from ui.shared.theme import HEAD_STYLES

POINTS_AT_MOST = 300  # of a line; more cannot be seen
_SMALLEST = 1e-5  # of chance: losses below are drawn here, as the axis is logarithmic

Reader = Callable[[HistoryPoint, str], float | None]  # of a point and a head; None where it was not measured


def learning_curves_section(run: RunFacts) -> list[Block]:
    """Losses, accuracies and, if they changed, the weights."""
    if len(run.points) < 2:
        return [Paragraph("The run left no curves.")]
    figures = (_losses(run), *([_accuracies(run)] if run.validated else []), *_weights(run))
    rows = tuple((str(i), f"{mark['step']:,}", mark["label"]) for i, mark in enumerate(run.marks, start=1))
    caption = "Changes during training: the numbered lines in the curves."
    marks = [Table(caption, ("mark", "step", "change"), rows, texts=3)] if rows else []
    count = f"{counted(len(run.points), 'point')} up to step {run.points[-1].step:,}, without smoothing"
    about = "A loss of 1 is that of a guess. Dashes distinguish the heads without colour."
    return [Figures(figures, f"{count}. {about}"), *marks]


def _losses(run: RunFacts) -> Figure:
    def over_chance(point: HistoryPoint, head: str) -> float | None:
        loss = (point.loss or {}).get(head)
        return None if loss is None else max(loss / HEADS[head].chance, _SMALLEST)

    lines = head_lines(run.points, over_chance)
    chart = Curves("step", "loss / chance", lines, logarithmic=True, marks=_marks(run))
    return curves_figure("Training loss relative to chance", "Losses", chart)


def _accuracies(run: RunFacts) -> Figure:
    lines = head_lines(run.validated, validation_accuracy)
    chart = Curves("step", "accuracy", lines, shares=True, marks=_marks(run))
    return curves_figure("Validation accuracy", "Accuracies", chart)


def _weights(run: RunFacts) -> list[Figure]:
    """What a method chose, or what the user moved; nothing if the weights stood still."""
    automatic = run.effective_weights is not None
    weights = attrgetter("effective_weights" if automatic else "weights")
    lines = head_lines(run.points, lambda point, head: (weights(point) or {}).get(head))
    if not any(len(set(line.y)) > 1 for line in lines):
        return []
    title = "Loss weights that the method chose" if automatic else "Loss weights"
    chart = Curves("step", "weight", lines, marks=_marks(run))
    return [curves_figure(title, "Weights", chart)]


def curves_figure(title: str, noun: str, chart: Curves) -> Figure:
    ends = {line.name: line.y[-1] for line in chart.lines if line.y}
    last = ", ".join(f"{name} {percent(end) if chart.shares else f'{end:.3g}'}" for name, end in ends.items())
    return Figure(title, f"{noun} by step; at the end {last}.", chart)


def _marks(run: RunFacts) -> tuple[tuple[float, str], ...]:
    return tuple((mark["step"], str(i)) for i, mark in enumerate(run.marks, start=1))


def head_lines(points: list[HistoryPoint], read: Reader) -> tuple[Line, ...]:
    """A line of each head as it looks everywhere."""
    styles = {head: {"name": head, "colour": print_colour(head), "dash": HEAD_STYLES[head].dash} for head in HEADS}
    return tuple(run_line(points, head, read, **style) for head, style in styles.items())


def run_line(points: list[HistoryPoint], head: str, read: Reader, **style: Any) -> Line:
    """What is read of a head by step, thinned; `style` is the name, the colour and the dash."""
    known = [(point.step, value) for point in thinned_points(points) if (value := read(point, head)) is not None]
    x, y = zip(*known, strict=True) if known else ((), ())
    return Line(x=x, y=y, **style)


def validation_accuracy(point: HistoryPoint, head: str) -> float | None:
    return (point.validation_accuracy or {}).get(head)


def print_colour(head: str) -> str:
    """The colour of a head on paper; one that is the colour of text on a page is so here."""
    colour = HEAD_STYLES[head].colour
    return colour if colour.startswith("#") else INK


def thinned_points(points: list[HistoryPoint]) -> list[HistoryPoint]:
    """Some hundred points spread over all of them, the first and the last included."""
    return evenly_thinned(points, POINTS_AT_MOST)


def solved_section(run: RunFacts) -> list[Block]:
    """The step at which each head reached 95 %."""
    steps = sorted(run.solved.items(), key=lambda item: (item[1] is None, item[1] or 0))
    rows = tuple((head, "never" if step is None else f"{step:,}") for head, step in steps)
    return (
        [Table(f"The first step with a validation accuracy of {percent(SOLVED, 0)}.", ("head", "step"), rows)]
        if rows
        else []
    )
