"""The results of the network on its test part."""

from model.evaluate import ClassScores, Evaluation
from model.evaluate.evaluation import ALL
from model.heads import HEADS
from training.results.evaluation_sets import EvaluationPictures
from ui.report.blocks import Block, ConfusionMatrix, Curves, Figure, Figures, Line, Paragraph, Table
from ui.report.curves import print_colour
from ui.report.facts import RunFacts
from ui.report.inferences import ANGLE_STEP
from ui.shared.class_labels import class_labels
from ui.shared.format import UNKNOWN, counted, decimal, percent
from ui.shared.theme import HEAD_STYLES


def results_section(run: RunFacts) -> list[Block]:
    """Accuracy, F-scores and calibration per head, and all four together."""
    if run.evaluation is None or run.part is None:
        return [Paragraph(run.no_evaluation_reason), *_stored_scores(run)]
    text = _part_text(run.part)
    return [Paragraph(text), _table(run, run.evaluation), Paragraph(_angle_text(run.evaluation))]


def _part_text(part: EvaluationPictures) -> str:
    of = f" of {part.of:,}" if len(part) < part.of else ""
    words = (
        f"{counted(len(part), 'picture')}{of} of the test part, drawn as the training pictures were; "
        "none of them is in the training part, pixel for pixel."
    )
    return f"{words} Left out as duplicates or training pictures: {part.left_out:,}." if part.left_out else words


def _table(run: RunFacts, evaluation: Evaluation) -> Table:
    rows = []
    for head in HEADS:
        right, error = percent(evaluation.accuracy[head], 2), percent(evaluation.reliability[head].error)
        name = f"{head} (switched off)" if head in run.switched_off else head
        rows.append((name, right, f"{run.wrong(head):,}", *_macro(evaluation.scores[head]), error))
    right, wrong = percent(evaluation.exact_accuracy, 2), int((~evaluation.exact).sum())
    rows.append(("all four", right, f"{wrong:,}", *_macro(evaluation.scores[ALL]), "–"))
    caption = (
        "Precision, recall and F1 are plain means over the classes that occur or are predicted (macro), "
        "in the last row over those of all 96. "
        "Calibration error: the difference between confidence and accuracy, on average."
    )
    head = ("head", "accuracy", "wrong", "precision", "recall", "F1", "calibration error")
    return Table(caption, head, tuple(rows))


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
    rows = tuple((name, percent(share, 2)) for name, share in run.tested.items())
    return [Table("As measured by the run at its end.", ("test", "accuracy"), rows)] if rows else []


def confusion_section(run: RunFacts) -> list[Block]:
    """The confusion matrices of the four heads."""
    if run.evaluation is None:
        return []
    caption = "Rows: true classes. Columns: predicted classes. Teal: right, orange: wrong, deeper for a larger share."
    return [Figures(tuple(_matrix(run, run.evaluation, head) for head in HEADS), caption)]


def _matrix(run: RunFacts, evaluation: Evaluation, head: str) -> Figure:
    alt = f"Confusion matrix of {head}: {counted(run.wrong(head), 'mistake')} of {len(evaluation):,}."
    return Figure(head.capitalize(), alt, ConfusionMatrix(class_labels(head), evaluation.matrices[head]))


def class_scores_section(run: RunFacts) -> list[Block]:
    """F-scores of every class."""
    if run.evaluation is None:
        return []
    head = ("head", "class", "pictures", "precision", "recall", "F1")
    rows = tuple(row for name in HEADS for row in _class_rows(name, run.evaluation.scores[name]))
    return [Table(f"Every class of every head. {UNKNOWN}", head, rows, texts=2)]


def _class_rows(head: str, scores: ClassScores) -> list[tuple[str, ...]]:
    values = zip(class_labels(head), scores.support, *scores.known, strict=True)
    return [(head, name, f"{int(count):,}", *map(decimal, map(float, shares))) for name, count, *shares in values]


def calibration_section(run: RunFacts) -> list[Block]:
    """Accuracy against confidence."""
    if run.evaluation is None:
        return []
    lines = []
    for head in HEADS:
        bins = run.evaluation.reliability[head]
        held = bins.count > 0
        x, y = (tuple(values[held].tolist()) for values in (bins.confidence, bins.accuracy))
        lines.append(Line(head, x, y, print_colour(head), HEAD_STYLES[head].dash, dots=True))
    chart = Curves("confidence", "accuracy", tuple(lines), shares=True, square=True)
    errors = ", ".join(f"{head} {percent(run.evaluation.reliability[head].error)}" for head in HEADS)
    figure = Figure("Calibration", f"Accuracy by confidence. Calibration errors: {errors}.", chart)
    caption = (
        "On the dotted line a head is calibrated; below it, it is overconfident. "
        "A dot stands for the pictures of a tenth of the confidence scale, which may be few."
    )
    return [Figures((figure,), caption)]
