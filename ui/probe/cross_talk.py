"""Cross-talk: a table of properties moved and heads watched."""

from typing import Any

import numpy as np
import streamlit as st

from data.labels import CLASS_COUNT
from model.heads import HEADS
from model.probe import MOVED, CrossTalk
from model.probe.cross_talk import VALUES
from ui.probe import cached
from ui.probe.component import drawn, key_of
from ui.probe.context import Probed
from ui.shared import session_keys

KIND = "cross_talk"
WHY = rf"""
**Measured on** {CLASS_COUNT} lines, one of each class, in places that the seed draws, so far inside that none is cut
off whatever its angle. Each property is moved through {VALUES} even values of its range, all else held.

**Distance** is the mean total variation between what the head said of the line as it was, $p$, and of the moved one,
$q$:

$$\tfrac12\sum_c |p_c - q_c|$$

0: nothing changed; 1: all probability went to other classes. **Changed answers** is the share of moved lines for which
the likeliest class is another one.

**Own** cells (framed) belong to the head that reads this property: it is meant to change. All others are cross-talk:
the head reads something that it should not look at. Hue goes from red over yellow and green to blue: colours that were
never trained lie between.

Edge lines have their real width, so that row compares with such a line, not with the wider band of a hard one.

These lines are drawn freely, so a few may equal training pictures; nothing here says whether an answer is right.
"""


def section(probed: Probed) -> None:
    drawn(KIND, payload(probed, cached.talk(probed)), on_open=open_curve)


def open_curve() -> None:
    """Show the response curves of the property whose row was pressed."""
    asked = getattr(st.session_state[key_of(KIND)], "opened", None)
    if asked in MOVED:
        st.session_state[session_keys.MOVED] = asked
        st.session_state[session_keys.PROBING] = "curves"


def payload(probed: Probed, cross_talk: CrossTalk) -> dict[str, Any]:
    """All that the drawing shows."""
    rows = [
        {
            "name": one.name,
            "label": one.label,
            "range": f"{one.usual[0]:g} to {one.usual[1]:g}{one.unit}",
            "own": None if one.own is None else list(HEADS).index(one.own),
        }
        for one in MOVED.values()
    ]
    return {
        "of": [probed.network.version, probed.drawing.edge, probed.seed],
        "rows": rows,
        "distance": cross_talk.distance.round(4).tolist(),
        "changed": cross_talk.changed.round(4).tolist(),
        "words": words(cross_talk),
    }


def words(cross_talk: CrossTalk) -> str:
    """The strongest cross-talk in one sentence."""
    others = np.array([[one.own != head for head in HEADS] for one in MOVED.values()])
    row, column = np.unravel_index(np.where(others, cross_talk.distance, -1).argmax(), others.shape)
    most, label = float(cross_talk.distance[row, column]), list(MOVED.values())[row].label.lower()
    if most < 0.005:
        return "No cross-talk: no head changes its answer when a property of another one is moved."
    changed = float(cross_talk.changed[row, column])
    head = list(HEADS)[column]
    return f"Most cross-talk: moving {label} changes {head} by {most:.2f}, and {changed:.0%} of its answers."
