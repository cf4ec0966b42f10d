"""Pictures of the test part: mistakes, and where the four heads look."""

import numpy as np

from model.evaluate import Evaluation, worst_first
from model.heads import HEADS
from ui.report.blocks import Block, Heading, Paragraph, Picture, Pictures
from ui.report.facts import RunFacts, Seen
from ui.report.text import class_words, line_words
from ui.shared.format import percent

MISTAKES_AT_MOST = 12
MAPPED_MISTAKES = 2  # pictures whose maps are shown, beside one that is read right
DIMMED = 0.55  # of a picture under its map
FOR, AGAINST = np.array((64, 222, 206)), np.array((255, 160, 84))  # teal and orange on black, as Look inside has them


def mistakes(run: RunFacts, level: int) -> list[Block]:
    """The surest mistakes."""
    if run.evaluation is None or run.part is None:
        return []
    blocks: list[Block] = [Heading(text="Mistakes", level=level)]
    wrong = np.flatnonzero(~run.evaluation.exact)
    if not len(wrong):
        return [*blocks, Paragraph(text=f"There are none on these {len(run.evaluation):,} pictures.")]
    rows = worst_first(run.evaluation, wrong)[:MISTAKES_AT_MOST]
    pictures = tuple(_mistake(run.part.pictures[row], run.evaluation, row) for row in rows)
    caption = f"The surest {len(rows)} of {len(wrong):,} mistakes: what is true, and what was said instead, how sure."
    return [*blocks, Pictures(pictures=pictures, caption=caption)]


def _mistake(pixels: np.ndarray, found: Evaluation, row: int) -> Picture:
    true = line_words(found.labels[row])
    said = [
        f"{class_words(head)[found.predictions[row, i]]} "
        f"({percent(float(np.floor(100 * found.confidence[row, i]) / 100), 0)})"
        for i, head in enumerate(HEADS)
        if not found.right[row, i]
    ]
    return Picture(pixels=pixels, words=(true, *said), alt=f"A {true} line, read as {', '.join(said)}")


def rows_to_map(found: Evaluation) -> list[int]:
    """The first picture that is wholly right, and the surest mistakes."""
    right, wrong = np.flatnonzero(found.exact), np.flatnonzero(~found.exact)
    return [*right[:1].tolist(), *worst_first(found, wrong)[:MAPPED_MISTAKES].tolist()]


def maps(run: RunFacts, level: int) -> list[Block]:
    """Where the four heads look in a few pictures."""
    if run.evaluation is None or run.part is None:
        return []
    blocks: list[Block] = [Heading(text="Where the four heads look", level=level)]
    if not run.seen:
        return [*blocks, Paragraph(text=run.no_maps)]
    about = (
        "Grad-CAM: teal speaks for what the head said. A map tells where the last convolution of the shared trunk "
        "found something that the head used, not why; it is as coarse as that layer."
    )
    blocks.append(Paragraph(text=about, quiet=True))
    return [*blocks, *(_mapped(run.evaluation, run.part.pictures[seen.row], seen) for seen in run.seen)]


def _mapped(found: Evaluation, pixels: np.ndarray, seen: Seen) -> Pictures:
    true = line_words(found.labels[seen.row])
    pictures = [Picture(pixels=pixels, words=("the picture",), alt=f"A {true} line")]
    for i, head in enumerate(HEADS):
        said = class_words(head)[found.predictions[seen.row, i]]
        words = (head, f"{said}, {'right' if found.right[seen.row, i] else 'wrong'}")
        pictures.append(Picture(pixels=laid_over(pixels, seen.maps[head]), words=words, alt=f"Map of {head}: {said}"))
    right = "read wholly right" if found.exact[seen.row] else "a mistake"
    return Pictures(pictures=tuple(pictures), caption=f"A {true} line, {right}.")


def laid_over(pixels: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A map `(28, 28)` over its picture `(28, 28, 3)` uint8: stronger where it is further from 0."""
    most = float(np.abs(values).max())
    strength = (np.abs(values) / most if most > 0 else np.zeros_like(values))[..., None]
    tone = np.where(values[..., None] < 0, AGAINST, FOR)
    under = pixels * DIMMED
    return np.rint(under + (tone - under) * 0.85 * strength).clip(0, 255).astype(np.uint8)
