"""Nearest counterfactual: the smallest change of the line that makes one head say something else."""

import numpy as np
import streamlit as st
from PIL import Image

from model.heads import HEADS
from model.probe import MOVED, STEPS, Counterfactual, Scenes, painted
from model.probe.counterfactual import SAMPLES
from ui.probe import cached
from ui.probe.component import said_class
from ui.probe.context import Probed
from ui.shared import session_keys, url_state
from ui.shared.drawing import Drawing
from ui.shared.picture_strip import as_drawing, open_in

LARGE, SMALL = 144, 112  # px
UNITS = ", ".join(f"{MOVED[name].label.lower()} {step:g}{MOVED[name].unit}" for name, step in STEPS.items())
WHY = f"""
**One trained step** is the way from one trained value to the next: {UNITS} (red to blue, the short way round).
The distance of a change is $\\sqrt{{\\sum_i (\\Delta_i / \\text{{step}}_i)^2}}$ over all six properties.

**One property alone**: each direction is sampled at {SAMPLES} even places up to the end of its range, and the first
flip is then found by halving. One that comes and goes between two of them is not seen.
**Several together**: random directions of the seed within the distance of the best flip so far, then directions near
the best one, more narrowly each time; small changes that are not needed are taken back. It is a small change, never
larger than the best single one, but nothing proves that none is smaller.

A line that lies in the frame stays in it: cutting it off does not count.
"""


def section(probed: Probed) -> None:
    head = url_state.segments("Head that shall flip", list(HEADS), session_keys.FLIP, next(iter(HEADS)), str.capitalize)
    singles, best = cached.flips(probed, head)
    scene = probed.scene
    if best is None:
        st.info(f"Nothing that was tried makes {head} change its mind.", icon=":material/shield:")
        return
    _pair(probed, scene, head, best)
    st.markdown("**One property alone**")
    with st.container(horizontal=True, gap="medium"):
        for name, single in singles.items():
            _single(scene, head, name, single)


def _pair(probed: Probed, scene: Scenes, head: str, best: Counterfactual) -> None:
    """The line as it is, the nearest one that is read differently, and what lies between."""
    before, after = said_class(head, best.before), said_class(head, best.after)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _picture(scene, f"The line as it is: {head} says {before}", f"{head} says {before}", LARGE)
        with st.container(width=30):
            st.markdown(":material/arrow_forward:")
        _picture(best.scene, f"The changed line: {head} says {after}", f"{head} says {after}", LARGE)
        with st.container(width=420):
            st.markdown(f"**The smallest change found makes {head} say {after} instead of {before}.**")
            st.markdown("\n".join(f"- {text}" for text in changes(scene, best)))
            st.caption(f"{best.distance:.2f} trained steps")
            drawing = _as_drawing(best.scene, probed.drawing.edge)
            open_in(painted(best.scene)[0], drawing, key="flipped")


def _single(scene: Scenes, head: str, name: str, single: Counterfactual | None) -> None:
    with st.container(width=SMALL + 40, gap="xsmall"):
        if single is None:
            st.markdown(f"**{MOVED[name].label}**")
            st.caption("No flip in its whole range.")
            return
        text = changes(scene, single)[0]
        after = said_class(head, single.after)
        st.markdown(f"**{MOVED[name].label}** {single.distance:.2f} steps")
        _picture(single.scene, f"{text}: {head} says {after}", f"{text}: says {after}", SMALL)


def changes(before: Scenes, counterfactual: Counterfactual) -> list[str]:
    """What has changed, the largest change first: 'length 15 → 9.2 px'."""
    old = {name: float(MOVED[name].get(before)[0]) for name in counterfactual.changes}
    size = {name: _size(name, old[name], new) for name, new in counterfactual.changes.items()}
    return [_change(name, old[name], counterfactual.changes[name]) for name in sorted(size, key=lambda one: -size[one])]


def _size(name: str, old: float, new: float) -> float:
    """Trained steps between two values."""
    away, turn = abs(new - old), MOVED[name].turn
    return min(away, turn - away) / STEPS[name] if turn else away / STEPS[name]


def _change(name: str, old: float, new: float) -> str:
    one = MOVED[name]
    digits = one.digits if one.text(old) != one.text(new) else 3
    return f"{one.label.lower()} {round(old, digits):g} → {round(new, digits):g}{one.unit}"


def _picture(scene: Scenes, alt: str, caption: str, width: int) -> None:
    st.image(_enlarged(painted(scene)[0], width), caption=caption, width=width, alt=alt)


def _enlarged(picture: np.ndarray, width: int) -> Image.Image:
    return Image.fromarray(picture).resize((width, width), Image.Resampling.NEAREST)


def _as_drawing(scene: Scenes, edge: str) -> Drawing | None:
    """The line for the canvas, if it can hold it."""
    lines = scene.lines
    try:
        return as_drawing(lines.ends[0], float(lines.width[0]), lines.colour[0], edge)
    except ValueError:
        return None
