"""The results of the network on its test part."""

import numpy as np

from model.evaluate import ClassScores, Evaluation
from model.evaluate.evaluation import ALL
from model.heads import HEADS
from ui.report.blocks import Block, ConfusionMatrix, Curves, Figure, Figures, Heading, Line, Paragraph, Table
from ui.report.curves import print_colour
from ui.report.facts import RunFacts
from ui.report.inferences import ANGLE_STEP
from ui.shared.class_labels import class_labels
from ui.shared.format import counted, decimal, percent
from ui.shared.theme import HEAD_STYLES


def results_section(run: RunFacts, level: int) -> list[Block]:
    """Accuracy, F-scores and calibration per head, and all four together."""
    blocks: list[Block] = [Heading(text="Results", level=level)]
    if run.evaluation is None or run.part is None:
        return [*blocks, Paragraph(text=run.no_evaluation_reason), *_stored_scores(run)]
    blocks.append(Paragraph(text=_part_text(run)))
    blocks.append(_table(run, run.evaluation))
    return [*blocks, Paragraph(text=_angle_text(run.evaluation))]


def _part_text(run: RunFacts) -> str:
    assert run.part is not None
    of = f" of {run.part.of:,}" if len(run.part) < run.part.of else ""
    words = (
        f"{len(run.part):,} pictures{of} of the test part, drawn as the training pictures were; "
        "none of them is in the training part, pixel for pixel."
    )
    return f"{words} Left out: {run.part.left_out:,} duplicates and training pictures." if run.part.left_out else words


def _table(run: RunFacts, evaluation: Evaluation) -> Table:
    rows = []
    for head in HEADS:
        right, error = percent(evaluation.accuracy[head], 2), percent(evaluation.reliability[head].error)
        rows.append((head, right, f"{run.wrong(head):,}", *_macro(evaluation.scores[head]), error))
    right, wrong = percent(evaluation.exact_accuracy, 2), int((~evaluation.exact).sum())
    rows.append(("all four", right, f"{wrong:,}", *_macro(evaluation.scores[ALL]), "–"))
    return Table(
        caption="Precision, recall and F1 are plain means over the classes that occur or are predicted (macro), "
        "in the last row over those of all 96. "
        "Calibration error: the difference between confidence and accuracy, on average.",
        head=("head", "accuracy", "wrong", "precision", "recall", "F1", "calibration error"),
        rows=tuple(rows),
    )


def _macro(scores: ClassScores) -> tuple[str, ...]:
    return tuple(map(decimal, (scores.macro_precision, scores.macro_recall, scores.macro_f1)))


def _angle_text(evaluation: Evaluation) -> str:
    errors = evaluation.angle_errors
    many = int((errors > ANGLE_STEP).sum())
    far = f"on {counted(many, 'picture')} by" if many else "never by"
    off = f"Angle is {errors.mean():.2f}° off on average, {far} more than one step of {ANGLE_STEP}°."
    product = f"The product of the four accuracies is {percent(evaluation.product, 2)}."
    return f"{off} {product}"


def _stored_scores(run: RunFacts) -> list[Block]:
    """The scores that the run itself left, where nothing can be measured again."""
    if not run.tested:
        return []
    rows = tuple((name, percent(share, 2)) for name, share in run.tested.items())
    return [Table(caption="As measured by the run at its end.", head=("test", "accuracy"), rows=rows)]


def confusion_section(run: RunFacts, level: int) -> list[Block]:
    """The confusion matrices of the four heads."""
    if run.evaluation is None:
        return []
    figures = tuple(
        Figure(
            title=head.capitalize(),
            alt=f"Confusion matrix of {head}: {counted(run.wrong(head), 'mistake')} of {len(run.evaluation):,}.",
            chart=ConfusionMatrix(classes=class_labels(head), counts=run.evaluation.matrices[head]),
        )
        for head in HEADS
    )
    caption = "Rows: true classes. Columns: predicted classes. Teal: right, orange: wrong, deeper for a larger share."
    return [Heading(text="Confusion matrices", level=level), Figures(figures=figures, caption=caption)]


def class_scores_section(run: RunFacts, level: int) -> list[Block]:
    """F-scores of every class."""
    if run.evaluation is None:
        return []
    rows = [
        (head, name, f"{int(scores.support[i]):,}", *(decimal(float(v[i])) for v in _class_scores(scores)))
        for head in HEADS
        for scores in (run.evaluation.scores[head],)
        for i, name in enumerate(class_labels(head))
    ]
    table = Table(
        caption="Every class of every head.",
        head=("head", "class", "pictures", "precision", "recall", "F1"),
        rows=tuple(rows),
        texts=2,
    )
    return [Heading(text="Every class", level=level), table]


def _class_scores(scores: ClassScores) -> tuple[np.ndarray, ...]:
    return scores.precision, scores.recall, scores.f1


def calibration_section(run: RunFacts, level: int) -> list[Block]:
    """Accuracy against confidence."""
    if run.evaluation is None:
        return []
    lines = []
    for head in HEADS:
        bins = run.evaluation.reliability[head]
        held = bins.count > 0
        x, y = (tuple(values[held].tolist()) for values in (bins.confidence, bins.accuracy))
        lines.append(Line(name=head, x=x, y=y, colour=print_colour(head), dash=HEAD_STYLES[head].dash, dots=True))
    chart = Curves(x_title="confidence", y_title="accuracy", lines=tuple(lines), shares=True, square=True)
    errors = ", ".join(f"{head} {percent(run.evaluation.reliability[head].error)}" for head in HEADS)
    figure = Figure(title="Calibration", alt=f"Accuracy by confidence. Calibration errors: {errors}.", chart=chart)
    caption = (
        "On the dotted line a head is calibrated; below it, it is overconfident. "
        "A dot stands for the pictures of a tenth of the confidence scale, which may be few."
    )
    return [Heading(text="Calibration", level=level), Figures(figures=(figure,), caption=caption)]
