"""The headline metrics, each with one sentence."""

import numpy as np
import streamlit as st

from model.evaluate import ClassScores, Evaluation, together
from model.evaluate.evaluation import ALL
from model.heads import HEADS
from ui.shared.format import decimal, percent
from ui.shared.theme import HEAD_LOOKS

STEP = 15  # degrees from one class to the next
METRICS_HELP = """
**Exact match** counts a picture only if all four heads are right on it. Were the heads' mistakes independent, it would
be the **product** of the four accuracies. If mistakes fall on the same pictures, it is higher: four heads that are each
wrong on the same 5 % still read 95 % wholly right, while independent ones would read 81 %. *Joint mistakes* shows
which.

**Precision**: of the lines predicted long, how many are long? **Recall**: of the long lines, how many are predicted
long? **F1** is the harmonic mean of both; **macro** is the plain mean over the classes: a rare one counts as much as a
frequent one. A class that occurs in no picture and was never predicted does not count.

**Calibration error** (ECE): the difference between confidence and accuracy, on average over the pictures. 0 is ideal.

**Degrees off**: the smallest turn between the predicted and the true angle. A line has no direction, so 165°
and 0° are 15° apart, not 165°.

**Honest**: no picture of a set stands in the training part of the network, pixel for pixel; where one does, the line
under the pickers says how many.
"""


def draw_headline_metrics(evaluation: Evaluation) -> None:
    """Draw the exact match and the four heads."""
    first, *columns = st.columns([1.25, 1, 1, 1, 1], border=True)
    with first:
        st.metric("All four right", percent(evaluation.exact_accuracy), icon=":material/done_all:")
        st.caption(_exact_sentence(evaluation))
    for column, name in zip(columns, HEADS, strict=True):
        with column:
            icon = f":material/{HEAD_LOOKS[name].icon}:"
            st.metric(name.capitalize(), percent(evaluation.accuracy[name]), icon=icon)
            st.caption(_head_sentence(evaluation, name))


def _exact_sentence(evaluation: Evaluation) -> str:
    product = evaluation.product
    if evaluation.exact_accuracy == 1:
        return "No mistake at all on these pictures."
    scores = _scores_text(evaluation.scores[ALL])
    comparison = _product_comparison(evaluation)
    return f"The product of the four accuracies is {percent(product)}, {comparison}. Over 96 classes: {scores}."


def _product_comparison(evaluation: Evaluation) -> str:
    """Why the product is not the exact match. Less than two standard deviations (Poisson) count as chance."""
    pictures = (evaluation.exact_accuracy - evaluation.product) * len(evaluation)
    expected = together(evaluation).expected[2:].sum()
    if abs(pictures) < 2 * max(expected, 1) ** 0.5:
        return "about the same, as if mistakes were independent"
    return "less: mistakes come together" if pictures > 0 else "more: mistakes avoid each other"


def _scores_text(scores: ClassScores) -> str:
    f1, precision, recall = map(decimal, (scores.macro_f1, scores.macro_precision, scores.macro_recall))
    return f"F1 {f1}, precision {precision}, recall {recall} (macro)"


def _head_sentence(evaluation: Evaluation, name: str) -> str:
    """One sentence: F1, precision and recall, calibration, and degrees for the angle."""
    wrong = int((~evaluation.right[:, list(HEADS).index(name)]).sum())
    parts = [f"{wrong:,} wrong" if wrong else "None wrong"]
    parts.append(_scores_text(evaluation.scores[name]))
    parts.append(f"calibration error {percent(evaluation.reliability[name].error)}")
    if name == "angle":
        errors = evaluation.angle_errors
        far = float(np.mean(errors > STEP))
        parts.append(
            f"{np.mean(errors):.2f}° off on average" + (f", {percent(far)} by more than a step" if far else "")
        )
    return "; ".join(parts) + "."
