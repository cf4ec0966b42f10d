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
from ui.shared.help_text import help_beside

CROSS_TALK_DRAWING = "cross_talk"
CROSS_TALK_HELP = help_beside(__file__, CLASS_COUNT=CLASS_COUNT, VALUES=VALUES)


def draw_cross_talk(context: ProbeContext) -> None:
    draw_component(
        CROSS_TALK_DRAWING, cross_talk_payload(context, cached.cross_talk_table(context)), on_open=open_curve
    )


def open_curve() -> None:
    """Show the response curves of the property whose row was pressed."""
    moved = getattr(st.session_state[component_key(CROSS_TALK_DRAWING)], "opened", None)
    if moved in FACTORS:
        fields.MOVED_PROPERTY.stage(moved)
        fields.PROBE_SECTION.stage("curves")


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
