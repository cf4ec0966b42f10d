"""What the network is worth on pictures that it was not trained on."""

import numpy as np

from model.evaluate import ClassScores, Evaluation
from model.evaluate.evaluation import ALL
from model.heads import HEADS
from ui.report.blocks import Block, Curves, Figure, Figures, Heading, Line, Matrix, Paragraph, Table
from ui.report.curves import colour_of
from ui.report.facts import RunFacts
from ui.report.inferences import STEP
from ui.report.text import class_words
from ui.shared.format import counted, decimal, percent
from ui.shared.theme import HEAD_LOOKS


def results(run: RunFacts, level: int) -> list[Block]:
    """Accuracy, F-scores and calibration per head, and all four together."""
    blocks: list[Block] = [Heading(text="Results", level=level)]
    if run.evaluation is None or run.part is None:
        return [*blocks, Paragraph(text=run.missing), *_as_kept(run)]
    blocks.append(Paragraph(text=_about(run)))
    blocks.append(_table(run, run.evaluation))
    return [*blocks, Paragraph(text=_more(run.evaluation))]


def _about(run: RunFacts) -> str:
    assert run.part is not None
    of = f" of {run.part.of:,}" if len(run.part) < run.part.of else ""
    words = (
        f"{len(run.part):,} pictures{of} of the test part, drawn as the training pictures were; "
        "none of them stands in the training part, pixel for pixel."
    )
    return f"{words} Left out: {run.part.left_out:,} that repeat or stand there." if run.part.left_out else words


def _table(run: RunFacts, found: Evaluation) -> Table:
    rows = []
    for head in HEADS:
        right, error = percent(found.accuracy[head], 2), percent(found.reliability[head].error)
        rows.append((head, right, f"{run.wrong(head):,}", *_macro(found.scores[head]), error))
    right, wrong = percent(found.exact_accuracy, 2), int((~found.exact).sum())
    rows.append(("all four", right, f"{wrong:,}", *_macro(found.scores[ALL]), "–"))
    return Table(
        caption="Precision, recall and F1 are plain means over the classes that stand in the set or were said (macro), "
        "in the last row over those of all 96. "
        "Calibration error: how far confidence and accuracy lie apart, on average.",
        head=("head", "right", "wrong", "precision", "recall", "F1", "calibration error"),
        rows=tuple(rows),
    )


def _macro(scores: ClassScores) -> tuple[str, ...]:
    return tuple(map(decimal, (scores.macro_precision, scores.macro_recall, scores.macro_f1)))


def _more(found: Evaluation) -> str:
    errors = found.angle_errors
    many = int((errors > STEP).sum())
    far = f"on {counted(many, 'picture')} by" if many else "never by"
    off = f"Angle is {errors.mean():.2f}° off on average, {far} more than one step of {STEP}°."
    product = f"The product of the four accuracies is {percent(found.product, 2)}."
    return f"{off} {product}"


def _as_kept(run: RunFacts) -> list[Block]:
    """The scores that the run itself left, where nothing can be measured again."""
    if not run.tested:
        return []
    rows = tuple((name, percent(share, 2)) for name, share in run.tested.items())
    return [Table(caption="As the run measured itself when it ended.", head=("test", "right"), rows=rows)]


def matrices(run: RunFacts, level: int) -> list[Block]:
    """The confusion matrices of the four heads."""
    if run.evaluation is None:
        return []
    figures = tuple(
        Figure(
            title=head.capitalize(),
            alt=f"Confusion matrix of {head}: {counted(run.wrong(head), 'mistake')} of {len(run.evaluation):,}.",
            chart=Matrix(classes=class_words(head), counts=run.evaluation.matrices[head]),
        )
        for head in HEADS
    )
    caption = (
        "Rows: what is true. Columns: what was said. Teal: right, orange: wrong; deeper is a larger share of its row."
    )
    return [Heading(text="Confusion matrices", level=level), Figures(figures=figures, caption=caption)]


def per_class(run: RunFacts, level: int) -> list[Block]:
    """F-scores of every class."""
    if run.evaluation is None:
        return []
    rows = [
        (head, name, f"{int(scores.support[i]):,}", *(decimal(float(v[i])) for v in _three(scores)))
        for head in HEADS
        for scores in (run.evaluation.scores[head],)
        for i, name in enumerate(class_words(head))
    ]
    table = Table(
        caption="Every class of every head.",
        head=("head", "class", "pictures", "precision", "recall", "F1"),
        rows=tuple(rows),
        texts=2,
    )
    return [Heading(text="Every class", level=level), table]


def _three(scores: ClassScores) -> tuple[np.ndarray, ...]:
    return scores.precision, scores.recall, scores.f1


def calibration(run: RunFacts, level: int) -> list[Block]:
    """Whether the heads are as right as they are sure."""
    if run.evaluation is None:
        return []
    lines = []
    for head in HEADS:
        bins = run.evaluation.reliability[head]
        held = bins.count > 0
        x, y = (tuple(values[held].tolist()) for values in (bins.confidence, bins.accuracy))
        lines.append(Line(name=head, x=x, y=y, colour=colour_of(head), dash=HEAD_LOOKS[head].dash, dots=True))
    chart = Curves(x_title="how sure", y_title="how often right", lines=tuple(lines), shares=True, square=True)
    told = ", ".join(f"{head} {percent(run.evaluation.reliability[head].error)}" for head in HEADS)
    figure = Figure(title="Calibration", alt=f"Accuracy by confidence. Calibration errors: {told}.", chart=chart)
    caption = (
        "On the dotted line a head is as right as it is sure; above it, it is too modest. "
        "A dot stands for the pictures of a tenth of the scale, which may be few."
    )
    return [Heading(text="Calibration", level=level), Figures(figures=(figure,), caption=caption)]
