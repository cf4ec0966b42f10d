"""Robustness: what breaks each head, and which head is first."""

from typing import Any

from model.heads import HEADS
from model.probe import CORRUPTIONS, Corruption, Robustness
from ui.probe import cached
from ui.probe.component import drawn
from ui.probe.context import Probed
from ui.probe.film_strip import film

WHY = """
**Measured on** lines of the network's own test part: none was trained on. At strength 0 they are clean, each painted by
one of the painters that the network was trained with, in turn; the page's painter and the chosen line play no part. Up
to 480 lines, chosen by the seed: an accuracy of 90 % is known to ±1.4 % (one standard deviation).

**A head breaks** where it has lost a tenth of what it reads better than by chance: where its accuracy falls below
chance + 0.9 × (accuracy at strength 0 − chance). Chance is 50 %, for the angle 8.3 %. Between two measured strengths a
straight line is drawn. **First** is the head that breaks at the least strength.

**Off-grid values**: all four values of a line move so far towards the border between two classes (length towards 11 px,
width towards 2 px, colour towards magenta, the angle by up to 7.5° to either side); right is the class it started in.
At 100 % the line lies on the border, where half right is all there is to get.

**More lines**: the other lines are of the same test part; where two lie on each other, the lighter channel shows. Right
is what is true of the first line alone, so heads that read any of the others are wrong.

**A network that was trained on an imported set** is measured on drawn lines with hard edges that it never saw: how the
lines of its own pictures lie is not known, so they cannot be moved.

A network that was trained with noise is used to it: compare 'fast' and 'robust'.
"""


def section(probed: Probed) -> None:
    drawn("robustness", payload(probed))


def payload(probed: Probed) -> dict[str, Any]:
    """All that the drawing shows."""
    measured, shown = cached.robustness_curves(probed), cached.examples(probed)
    return {
        "of": [probed.network.version, probed.seed],
        "lines": f"{cached.test_line_count(probed)} {cached.whose_lines(probed)}",
        "cards": [
            {
                "name": one.name,
                "label": one.label,
                "unit": one.unit,
                "about": one.about,
                "strengths": one.strengths,
                "accuracy": measured[one.name].accuracy.T.round(4).tolist(),
                "at": measured[one.name].breaks,
                "breaks": [None if at is None else said(one, at) for at in measured[one.name].breaks],
                "first": measured[one.name].first,
                "words": words(one, measured[one.name]),
                "film": film(shown[one.name]),
            }
            for one in CORRUPTIONS.values()
        ],
    }


def said(one: Corruption, strength: float) -> str:
    """A strength in words: '21' or '0.38 px'."""
    return f"{strength:.2g}{one.unit}"


def words(one: Corruption, robustness: Robustness) -> str:
    """'Length breaks first, at 21', that several break at once, or that none does."""
    if robustness.first is None:
        return f"No head breaks up to {one.strengths[-1]:g}{one.unit}"
    at, name = robustness.breaks[robustness.first], list(HEADS)[robustness.first]
    assert at is not None
    if (tied := robustness.breaks.count(at)) > 1:
        return f"{tied} heads break at {said(one, at)}, {name} most"
    return f"{name.capitalize()} breaks first, at {said(one, at)}"
