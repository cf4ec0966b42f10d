"""Cross-talk: how much each head changes when each property is moved."""

from typing import Any

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT
from model.heads import HEADS
from model.probe import FACTORS, CrossTalk
from model.probe.cross_talk import VALUES
from ui.probe import cached, fields
from ui.probe.component import component_key, draw_component
from ui.probe.context import ProbeContext
from ui.shared.format import percent

DRAWING = "cross_talk"
CROSS_TALK_HELP = rf"""
**Measured on** {CLASS_COUNT} lines, one of each class, in places that the seed draws, so far inside that none is cut
off whatever its angle. Each property is moved through {VALUES} even values of its range, all else held.

**Distance** is the mean total variation distance between the head's probabilities for the line as it was, $p$, and for
the moved one, $q$:

$$\tfrac12\sum_c |p_c - q_c|$$

0: nothing changed; 1: all probability went to other classes. **Changed answers** is the share of moved lines whose
predicted class is another one.

**Own** cells (framed) belong to the head that reads this property: it is meant to change. All others are cross-talk:
the head depends on a property that it should ignore. Hue goes from red over yellow and green to blue: colours that were
never trained lie between.

Edge lines have their real width, so that row compares with such a line, not with the wider band of a hard one.

A few of these lines may equal training pictures: the table measures change, not accuracy.
"""


def draw_cross_talk(context: ProbeContext) -> None:
    draw_component(DRAWING, cross_talk_payload(context, cached.cross_talk_table(context)), on_open=open_curve)


def open_curve() -> None:
    """Show the response curves of the property whose row was pressed."""
    moved = getattr(st.session_state[component_key(DRAWING)], "opened", None)
    if moved in FACTORS:
        st.session_state[fields.MOVED_PROPERTY.name] = moved
        st.session_state[fields.SECTION.name] = "curves"


def cross_talk_payload(context: ProbeContext, cross_talk: CrossTalk) -> dict[str, Any]:
    """The data of the drawing."""
    rows = [
        {
            "name": moved.name,
            "label": moved.label,
            "range": f"{moved.usual[0]:g} to {moved.usual[1]:g}{moved.unit}",
            "own": None if moved.own is None else list(HEADS).index(moved.own),
        }
        for moved in FACTORS.values()
    ]
    return {
        "of": [context.network.version, context.drawing.edge, context.seed],
        "rows": rows,
        "distance": cross_talk.distance.round(4).tolist(),
        "changed": cross_talk.changed.round(4).tolist(),
        "words": cross_talk_summary(cross_talk),
    }


def cross_talk_summary(cross_talk: CrossTalk) -> str:
    """The strongest cross-talk in one sentence."""
    others = np.array([[moved.own != head for head in HEADS] for moved in FACTORS.values()])
    row, column = np.unravel_index(np.where(others, cross_talk.distance, -1).argmax(), others.shape)
    most, label = float(cross_talk.distance[row, column]), list(FACTORS.values())[row].label.lower()
    if most < 0.005:
        return "No cross-talk: no head changes its answer when a property of another one is moved."
    changed = float(cross_talk.changed[row, column])
    head = list(HEADS)[column]
    return f"Most cross-talk: moving {label} changes {head} by {most:.2f}, and {percent(changed, 0)} of its answers."
