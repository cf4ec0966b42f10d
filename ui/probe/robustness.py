"""Robustness: the accuracy of each head under corruptions of growing strength, and which head breaks first."""

from typing import Any

from model.heads import HEADS
from model.probe import CORRUPTIONS, Corruption, Robustness
from ui.probe import cached
from ui.probe.component import draw_component
from ui.probe.context import ProbeContext
from ui.probe.film_strip import film_strip
from ui.shared.help_text import help_beside

ROBUSTNESS_HELP = help_beside(__file__)


def draw_robustness(context: ProbeContext) -> None:
    draw_component("robustness", robustness_payload(context))


def robustness_payload(context: ProbeContext) -> dict[str, Any]:
    """The data of the drawing."""
    measured, shown = cached.robustness_curves(context), cached.corrupted_examples(context)
    return {
        "of": [context.network.version, context.seed],
        "lines": f"{cached.test_line_count(context)} {cached.line_source(context)}",
        "cards": [
            _card(corruption, measured[name]) | {"film": film_strip(shown[name])}
            for name, corruption in CORRUPTIONS.items()
        ],
    }


def _card(corruption: Corruption, curves: Robustness) -> dict[str, Any]:
    named = {name: getattr(corruption, name) for name in ("name", "label", "unit", "about", "strengths")}
    return named | {
        "accuracy": curves.accuracy.T.round(4).tolist(),
        "at": curves.breaks,
        "breaks": [None if at is None else strength_text(corruption, at) for at in curves.breaks],
        "first": curves.first,
        "words": robustness_summary(corruption, curves),
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
