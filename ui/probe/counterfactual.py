"""Nearest counterfactual: the smallest change of the line that changes the prediction of one head."""

from contextlib import suppress

import streamlit as st

from data.enlarge import enlarged
from model.probe import FACTORS, TRAINED_STEPS, Counterfactual, Scenes, painted
from model.probe.counterfactual import RAY_SAMPLES
from ui.probe import cached, fields
from ui.probe.component import class_label
from ui.probe.context import ProbeContext
from ui.shared.drawing import Drawing
from ui.shared.help_text import help_beside
from ui.shared.layout import horizontal
from ui.shared.picture_strip import as_drawing, draw_open_buttons
from ui.shared.url_widgets import segmented_control

_LARGE, _SMALL = 144, 112  # px
UNITS = ", ".join(f"{FACTORS[name].label.lower()} {step:g}{FACTORS[name].unit}" for name, step in TRAINED_STEPS.items())
COUNTERFACTUAL_HELP = help_beside(__file__, UNITS=UNITS, SAMPLES=RAY_SAMPLES)


def draw_counterfactual(context: ProbeContext) -> None:
    head = segmented_control("Head to flip", fields.HEAD_TO_FLIP, str.capitalize)
    singles, best = cached.counterfactuals(context, head)
    scene = context.scene
    if best is None:
        st.info(f"No change that was tried flips the prediction of {head}.", icon=":material/shield:")
        return
    _draw_pair(context, scene, head, best)
    st.markdown("**One property alone**")
    with horizontal("top", gap="medium"):
        for name, single in singles.items():
            _draw_single(scene, head, name, single)


def _draw_pair(context: ProbeContext, scene: Scenes, head: str, best: Counterfactual) -> None:
    """The line, the nearest one with another prediction, and the changes between them."""
    before, after = class_label(head, best.before), class_label(head, best.after)
    with horizontal():
        _picture(scene, f"The line as it is: {head} predicts {before}", f"{head}: {before}", _LARGE)
        with st.container(width=30):
            st.markdown(":material/arrow_forward:")
        _picture(best.scene, f"The changed line: {head} predicts {after}", f"{head}: {after}", _LARGE)
        with st.container(width=420):
            st.markdown(f"**The smallest change found makes {head} predict {after} instead of {before}.**")
            st.markdown("\n".join(f"- {text}" for text in change_texts(scene, best)))
            st.caption(f"{best.distance:.2f} trained steps")
            drawing = _as_drawing(best.scene, context.drawing.edge)
            draw_open_buttons(painted(best.scene)[0], drawing, key="flipped")


def _draw_single(scene: Scenes, head: str, name: str, single: Counterfactual | None) -> None:
    with st.container(width=_SMALL + 40, gap="xsmall"):
        if single is None:
            st.markdown(f"**{FACTORS[name].label}**")
            st.caption("No flip in its whole range.")
            return
        text = change_texts(scene, single)[0]
        after = class_label(head, single.after)
        st.markdown(f"**{FACTORS[name].label}** {single.distance:.2f} steps")
        _picture(single.scene, f"{text}: {head} predicts {after}", f"{text}: {after}", _SMALL)


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


def _picture(scene: Scenes, alt: str, caption: str, width: int) -> None:
    st.image(enlarged(painted(scene)[0], width), caption=caption, width=width, alt=alt)


def _as_drawing(scene: Scenes, edge: str) -> Drawing | None:
    """The line for the canvas, if it can hold it."""
    with suppress(ValueError):
        return as_drawing(scene.lines, edge)
