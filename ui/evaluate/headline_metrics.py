"""The headline metrics, each with one sentence."""

import numpy as np
import streamlit as st

from model.evaluate import ClassScores, Evaluation, together
from model.evaluate.evaluation import ALL
from model.heads import HEADS
from ui.shared.format import decimal, percent, unbroken
from ui.shared.help_text import NETWORK_FIGURE_HELP, help_beside
from ui.shared.theme import HEAD_STYLES

_STEP = 15  # degrees from one class to the next
METRICS_HELP = help_beside(__file__, NETWORK_FIGURE=NETWORK_FIGURE_HELP.strip())


def draw_headline_metrics(evaluation: Evaluation) -> None:
    """Draw the exact match and the four heads."""
    first, *columns = st.columns([1.25, 1, 1, 1, 1], border=True)
    first.metric("All four right", percent(evaluation.exact_accuracy), icon=":material/done_all:")
    first.caption(_exact_sentence(evaluation))
    for column, name in zip(columns, HEADS, strict=True):
        icon = f":material/{HEAD_STYLES[name].icon}:"
        column.metric(name.capitalize(), percent(evaluation.accuracy[name]), icon=icon)
        column.caption(unbroken(_head_sentence(evaluation, name)))


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
    scores, error = _scores_text(evaluation.scores[name]), percent(evaluation.reliability[name].error)
    sentence = f"{wrong or 'None':{',' if wrong else ''}} wrong; {scores}; calibration error {error}"
    if name != "angle":
        return f"{sentence}."
    errors = evaluation.angle_errors
    far = float(np.mean(errors > _STEP))
    steps = f", {percent(far)} by more than a step" if far else ""
    return f"{sentence}; {np.mean(errors):.2f}° off on average{steps}."
