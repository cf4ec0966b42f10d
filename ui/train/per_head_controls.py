"""Controls per head: train a head alone for a step or an epoch, and freeze parts."""

from functools import partial

import streamlit as st

from model.heads import HEADS
from training.loop.variable_groups import NETWORK_PARTS, TRUNK
from ui.shared import joint_network, run_control
from ui.shared.fields import frozen as frozen_field
from ui.shared.layout import horizontal
from ui.shared.run_text import steps_to_epoch_end
from ui.shared.run_view import RunView
from ui.shared.theme import HEAD_STYLES, LOCK_ICON
from ui.shared.url_widgets import bound
from ui.shared.viewer import change_look
from ui.train import run_actions

_NO_STEPS = "This run has ended: start or resume a run to take steps. Frozen parts apply to the next run."


def per_head_popover(view: RunView) -> None:
    """Steps of single heads and toggles that freeze parts; a lock on the button shows frozen parts."""
    frozen = run_actions.frozen_parts(view)
    if view.live:
        for part in NETWORK_PARTS:
            frozen_field(part).stage(part in frozen)
    unused, icon = run_actions.without_heads(view), LOCK_ICON if frozen else ":material/looks_one:"
    with st.popover("Per head", icon=icon, disabled=unused, help=joint_network.HEADS_UNUSED if unused else None):
        st.caption("A step of one head trains that head and the trunk. Frozen parts do not change.")
        if view.record.finished:
            st.caption(_NO_STEPS)
        for part in (*HEADS, TRUNK):
            _row(view, part, part in frozen)
    if run_actions.frozen_parts(view) != frozen:
        st.rerun()  # the link set them after the labels were drawn


def _row(view: RunView, part: str, frozen: bool) -> None:
    icon = HEAD_STYLES[part].icon if part in HEAD_STYLES else "account_tree"
    with horizontal(gap="xsmall"):
        st.markdown(f":material/{icon}: {part}", width=90)
        for name, count in (("step", 1), ("epoch", steps_to_epoch_end(view))) if part != TRUNK else ():
            _step_button(view, part, name, count, frozen)
        freeze = partial(run_control.change_frozen, part, view.record.id if view.live else None)
        look = change_look(view.record.owner) if view.live else {}
        st.toggle("Freeze", **bound(frozen_field(part)), on_change=freeze, **look)


def _step_button(view: RunView, head: str, name: str, count: int, frozen: bool) -> None:
    step = partial(run_control.take_steps, view.record.id, count, head)
    disabled = frozen or not count or view.record.status not in run_control.UNDER_WAY
    words = f"Train {head} alone for one {name}, then pause."
    look = change_look(view.record.owner, disabled=disabled, help=words)
    st.button(f"1 {name}", f"{name}_of_{head}", on_click=step, **look)
