"""Pictures of the test part: mistakes, and attribution maps."""

import numpy as np

from model.evaluate import Evaluation, worst_first
from model.heads import HEADS
from ui.report.blocks import Block, Paragraph, Picture, Pictures
from ui.report.facts import AttributionMaps, RunFacts
from ui.report.text import line_label
from ui.shared.class_labels import class_labels
from ui.shared.format import counted, percent

MISTAKES_AT_MOST = 12
EXPLAINED_MISTAKES = 2  # pictures whose maps are shown, beside one that is read right
DIMMED = 0.55  # of a picture under its map
FOR, AGAINST = np.array((64, 222, 206)), np.array((255, 160, 84))  # teal and orange on black, as Look inside has them
_ABOUT_MAPS = (
    "Grad-CAM: teal pixels support the prediction of the head, orange pixels oppose it. A map is as coarse as the "
    "last convolution of the shared trunk, and shows where it finds evidence, not why that counts."
)


def mistakes_section(run: RunFacts) -> list[Block]:
    """The most confident mistakes."""
    if run.evaluation is None or run.part is None:
        return []
    wrong = np.flatnonzero(~run.evaluation.exact)
    if not len(wrong):
        return [Paragraph(f"There are none on {counted(len(run.evaluation), 'picture')}.")]
    rows = worst_first(run.evaluation, wrong)[:MISTAKES_AT_MOST]
    pixels = run.part.draw(rows)
    pictures = tuple(_mistake(pixels[i], run.evaluation, row) for i, row in enumerate(rows))
    many = f"{counted(len(wrong), 'mistake')}, {len(rows)} shown"
    caption = f"The most confident of {many}: true classes, wrong predictions, confidence."
    return [Pictures(pictures, caption)]


def _mistake(pixels: np.ndarray, evaluation: Evaluation, row: int) -> Picture:
    true = line_label(evaluation.labels[row])
    predicted = [
        f"{class_labels(head)[evaluation.predictions[row, i]]} "
        f"({percent(float(np.floor(100 * evaluation.confidence[row, i]) / 100), 0)})"
        for i, head in enumerate(HEADS)
        if not evaluation.right[row, i]
    ]
    return Picture(pixels, (true, *predicted), f"A {true} line, read as {', '.join(predicted)}")


def rows_to_map(evaluation: Evaluation) -> list[int]:
    """The first picture that is wholly right, and the most confident mistakes."""
    right, wrong = np.flatnonzero(evaluation.exact), np.flatnonzero(~evaluation.exact)
    return [*right[:1].tolist(), *worst_first(evaluation, wrong)[:EXPLAINED_MISTAKES].tolist()]


def attribution_section(run: RunFacts) -> list[Block]:
    """The attribution maps of the four heads on a few pictures."""
    if run.evaluation is None or run.part is None:
        return []
    if not run.attributions:
        return [Paragraph(run.no_maps_reason)]
    pictures = run.part.pictures
    rows = [_attribution_row(run.evaluation, pictures[each.row], each) for each in run.attributions]
    return [Paragraph(_ABOUT_MAPS, quiet=True), *rows]


def _attribution_row(evaluation: Evaluation, pixels: np.ndarray, attribution: AttributionMaps) -> Pictures:
    true = line_label(evaluation.labels[attribution.row])
    pictures = [Picture(pixels, ("the picture",), f"A {true} line")]
    for i, head in enumerate(HEADS):
        predicted = class_labels(head)[evaluation.predictions[attribution.row, i]]
        words = (head, f"{predicted}, {'right' if evaluation.right[attribution.row, i] else 'wrong'}")
        pictures.append(Picture(overlay(pixels, attribution.maps[head]), words, f"Map of {head}: {predicted}"))
    right = "read wholly right" if evaluation.exact[attribution.row] else "a mistake"
    return Pictures(tuple(pictures), f"A {true} line, {right}.")


def overlay(pixels: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A map `(28, 28)` over its picture `(28, 28, 3)` uint8: stronger where it is further from 0."""
    most = float(np.abs(values).max())
    strength = (np.abs(values) / most if most > 0 else np.zeros_like(values))[..., None]
    tone = np.where(values[..., None] < 0, AGAINST, FOR)
    under = pixels * DIMMED
    return np.rint(under + (tone - under) * 0.85 * strength).clip(0, 255).astype(np.uint8)
