"""Robustness: the accuracy of each head under corruptions of growing strength, and which head breaks first."""

from typing import Any

from model.heads import HEADS
from model.probe import CORRUPTIONS, Corruption, Robustness
from ui.probe import cached
from ui.probe.component import draw_component
from ui.probe.context import ProbeContext
from ui.probe.film_strip import film_strip

ROBUSTNESS_HELP = """
**Measured on** lines of the network's own test part: none was trained on. At strength 0 they are clean, each painted by
one of the painters that the network was trained with, in turn; the page's painter and the chosen line play no part. Up
to 480 lines, chosen by the seed: an accuracy of 90 % has a standard error of 1.4 %.

**A head breaks** where it has lost a tenth of its advantage over chance: where its accuracy falls below
chance + 0.9 × (accuracy at strength 0 − chance). Chance is 50 %, for the angle 8.3 %. Between two measured strengths
the accuracy is interpolated linearly. **First** is the head that breaks at the lowest strength.

**Off-grid values**: all four values of a line move so far towards the border between two classes (length towards 11 px,
width towards 2 px, colour towards magenta, the angle by up to 7.5° to either side); right is the class it started in.
At 100 % the line lies on the border, where half right is all there is to get.

**More lines**: the other lines are of the same test part; where two lie on each other, the lighter channel shows. The
labels are those of the first line alone, so heads that read any other line are wrong.

**A network that was trained on an imported set** is measured on drawn lines with hard edges that it never saw: the
geometry of its own pictures is unknown, so their lines cannot be moved.

Training with noise makes a network robust to it: compare 'fast' and 'robust'.
"""


def draw_robustness(context: ProbeContext) -> None:
    draw_component("robustness", robustness_payload(context))


def robustness_payload(context: ProbeContext) -> dict[str, Any]:
    """The data of the drawing."""
    measured, shown = cached.robustness_curves(context), cached.corrupted_examples(context)
    return {
        "of": [context.network.version, context.seed],
        "lines": f"{cached.test_line_count(context)} {cached.line_source(context)}",
        "cards": [
            {
                "name": corruption.name,
                "label": corruption.label,
                "unit": corruption.unit,
                "about": corruption.about,
                "strengths": corruption.strengths,
                "accuracy": measured[corruption.name].accuracy.T.round(4).tolist(),
                "at": measured[corruption.name].breaks,
                "breaks": [
                    None if at is None else strength_text(corruption, at) for at in measured[corruption.name].breaks
                ],
                "first": measured[corruption.name].first,
                "words": robustness_summary(corruption, measured[corruption.name]),
                "film": film_strip(shown[corruption.name]),
            }
            for corruption in CORRUPTIONS.values()
        ],
    }


def strength_text(corruption: Corruption, strength: float) -> str:
    """'21' or '0.38 px'."""
    return f"{strength:.2g}{corruption.unit}"


def robustness_summary(corruption: Corruption, robustness: Robustness) -> str:
    """'Length breaks first, at 21', that several break at once, or that none does."""
    if robustness.first is None:
        return f"No head breaks up to {corruption.strengths[-1]:g}{corruption.unit}"
    at, name = robustness.breaks[robustness.first], list(HEADS)[robustness.first]
    assert at is not None
    if (tied := robustness.breaks.count(at)) > 1:
        return f"{tied} heads break at {strength_text(corruption, at)}, {name} most"
    return f"{name.capitalize()} breaks first, at {strength_text(corruption, at)}"
