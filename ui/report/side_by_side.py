"""Several runs side by side: settings, results and learning curves."""

from model.heads import HEADS
from training.results.costs import plan_of, speed
from training.results.measures import RunMeasure, result_measures, settings_rows
from training.run import Run
from ui.report.about import STATES, cost_text
from ui.report.blocks import INK, Block, Curves, Figure, Figures, Line, Paragraph, Table
from ui.report.curves import curves_figure, run_line, validation_accuracy
from ui.report.facts import Facts, RunFacts
from ui.shared.format import percent

COLOURS = ("#6A4FB3", "#C77F00", "#009E73", INK, "#B8589A", "#5E6B73", "#8A7A00", "#A0642B")  # neither red nor blue
_DASHES = ("solid", "dash", "dot", "dashdot")
_LONGEST = 60  # signs of a setting in a table


def run_letters(many: int) -> list[str]:
    """A, B, ..., Z, A2, B2, ..."""
    return [chr(65 + i % 26) + (str(i // 26 + 1) if i >= 26 else "") for i in range(many)]


def runs_table(facts: Facts) -> list[Block]:
    """Which letter stands for which run."""
    rows = tuple((run.label, run.record.name, run.record.id, _state(run.record)) for run in facts.runs)
    return [Table("The runs.", ("run", "name", "id", "status"), rows, texts=4)]


def _state(record: Run) -> str:
    return STATES.get(record.status, f"is {record.status}")


def settings_compared(facts: Facts) -> list[Block]:
    """The settings that differ."""
    rows = settings_rows([run.record for run in facts.runs], only_different=True)
    if not rows:
        return [Paragraph("All settings are the same.")]
    shown = tuple((name, *map(_short, values)) for name, values in rows.items())
    caption = "A setting that is not listed is the same in all runs."
    return [Table(caption, _head("setting", facts), shown, texts=len(facts.runs) + 1), *_sizes(facts)]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _head(first: str, facts: Facts) -> tuple[str, ...]:
    return first, *(run.label for run in facts.runs)


def _sizes(facts: Facts) -> list[Block]:
    """Parameters and operations, where the networks differ."""
    plans = [plan_of(run.settings) for run in facts.runs]
    texts = [cost_text(plan) if plan else "" for plan in plans]
    if len(set(texts)) == 1:
        return []
    return [Paragraph(f"{run.label}: {words}") for run, words in zip(facts.runs, texts, strict=True) if words]


def results_compared(facts: Facts) -> list[Block]:
    """Test scores, steps and seconds; the best of each line stands out."""
    honest = [run.evaluation.exact_accuracy if run.evaluation is not None else None for run in facts.runs]
    extra = RunMeasure("honest test: all four right", honest, "share", higher_is_better=True)
    speeds = speed([run.points for run in facts.runs])
    compared = [*result_measures([run.record for run in facts.runs]), speeds, extra]
    rows = tuple((measure.label, *(_value(measure, value) for value in measure.values)) for measure in compared)
    best = frozenset((i, place + 1) for i, measure in enumerate(compared) for place in measure.best)
    caption = (
        "Results; the best of each row is bold. The test rows were measured by the runs; the honest test "
        "is measured for this report, on pictures that are in no training part."
    )
    return [Table(caption, _head("result", facts), rows, best)]


def _value(measure: RunMeasure, value: float | None) -> str:
    if value is None:
        return "–"
    if measure.kind == "share":
        return percent(value, 2)
    return f"{value:,.0f}" if measure.kind in ("step", "count") else f"{value:,.1f} s"


def learning_curves_compared(facts: Facts) -> list[Block]:
    """Validation accuracy of each head in every run."""
    if all(len(run.validated) < 2 for run in facts.runs):
        return [Paragraph("The runs left no curves.")]
    return [Figures(tuple(_figure(head, facts) for head in HEADS), "Validation accuracy by step, a line for each run.")]


def _figure(head: str, facts: Facts) -> Figure:
    lines = tuple(_line(head, place, run) for place, run in enumerate(facts.runs) if len(run.validated) > 1)
    chart = Curves("step", "accuracy", lines, shares=True)
    return curves_figure(head.capitalize(), f"Accuracy of {head}", chart)


def _line(head: str, place: int, run: RunFacts) -> Line:
    style = {"colour": COLOURS[place % len(COLOURS)], "dash": _DASHES[place % len(_DASHES)]}
    return run_line(run.validated, head, validation_accuracy, name=run.label, **style)
