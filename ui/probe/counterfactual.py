"""Nearest counterfactual: the smallest change of the line that changes the prediction of one head."""

from contextlib import suppress
from typing import Any

import streamlit as st

from model.probe import FACTORS, TRAINED_STEPS, Counterfactual, Scenes, painted
from model.probe.counterfactual import RAY_SAMPLES
from ui.probe import cached, fields
from ui.probe.component import draw_component
from ui.probe.context import ProbeContext
from ui.probe.live_line import live_line
from ui.shared.drawing import Drawing
from ui.shared.help_text import help_beside
from ui.shared.images import base64_pixels
from ui.shared.live_search import packed_directions, search_rules
from ui.shared.picture_strip import as_drawing, draw_open_buttons
from ui.shared.url_widgets import segmented_control

UNITS = ", ".join(f"{FACTORS[name].label.lower()} {step:g}{FACTORS[name].unit}" for name, step in TRAINED_STEPS.items())
COUNTERFACTUAL_HELP = help_beside(__file__, UNITS=UNITS, SAMPLES=RAY_SAMPLES)


def draw_counterfactual(context: ProbeContext) -> None:
    head = segmented_control("Head to flip", fields.HEAD_TO_FLIP, str.capitalize)
    singles, best = cached.counterfactuals(context, head)
    payload = counterfactual_payload(context, head, singles, best)
    live = live_line(context, search=search_rules(), directions=packed_directions(context.seed))
    draw_component("nearest", payload | {"live": live})
    if best is not None:
        drawing = _as_drawing(best.scene, context.drawing.edge)
        st.caption("Open the changed line on another page")
        draw_open_buttons(painted(best.scene)[0], drawing, key="flipped")


def counterfactual_payload(
    context: ProbeContext, head: str, singles: dict[str, Counterfactual | None], best: Counterfactual | None
) -> dict[str, Any]:
    """The data of the drawing."""
    scene = context.scene
    before = best.before if best else int(context.network.predictor(painted(scene))[head][0].argmax())
    return {
        "of": [context.network.version, context.drawing.to_json(), context.seed, head],
        "head": head,
        "factors": search_rules()["factors"],
        "picture": base64_pixels(painted(scene)[0]),
        "flips": {
            "before": before,
            "best": _flip(scene, best),
            "singles": [_flip(scene, single) for single in singles.values()],
            "finished": True,
        },
    }


def _flip(scene: Scenes, flip: Counterfactual | None) -> dict[str, Any] | None:
    if flip is None:
        return None
    values = [(name, float(FACTORS[name].get(scene)[0]), new) for name, new in flip.changes.items()]
    return {
        "changes": [{"name": name, "from": old, "to": new} for name, old, new in values],
        "distance": flip.distance,
        "after": flip.after,
        "picture": base64_pixels(painted(flip.scene)[0]),
        "words": change_texts(scene, flip),
    }


def change_texts(before: Scenes, counterfactual: Counterfactual) -> list[str]:
    """The changes, the largest first: 'length 15 → 9.2 px'."""
    changes = [(name, float(FACTORS[name].get(before)[0]), new) for name, new in counterfactual.changes.items()]
    return [_change_text(*change) for change in sorted(changes, key=lambda change: -_size(*change))]


def _size(name: str, old: float, new: float) -> float:
    """Trained steps between two values."""
    away, turn = abs(new - old), FACTORS[name].turn
    return (min(away, turn - away) if turn else away) / TRAINED_STEPS[name]


def _change_text(name: str, old: float, new: float) -> str:
    moved = FACTORS[name]
    digits = moved.digits if moved.text(old) != moved.text(new) else 3
    return f"{moved.label.lower()} {round(old, digits):g} → {round(new, digits):g}{moved.unit}"


def _as_drawing(scene: Scenes, edge: str) -> Drawing | None:
    """The line for the canvas, if it can hold it."""
    with suppress(ValueError):
        return as_drawing(scene.lines, edge)
