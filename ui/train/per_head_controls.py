"""One head at a time: a step or an epoch of it alone, and what stays frozen."""

from functools import partial

import streamlit as st

from model.heads import HEADS
from training.loop.variable_groups import PARTS, TRUNK
from ui.shared import joint_network, run_control
from ui.shared.fields import frozen as frozen_field
from ui.shared.run_text import steps_per_epoch
from ui.shared.run_view import RunView
from ui.shared.theme import HEAD_STYLES, LOCK_ICON
from ui.shared.url_widgets import bound
from ui.train import run_actions

NO_STEPS = "This run is not under way: start or resume one to take steps. What you freeze holds for the next run."


def popover(view: RunView) -> None:
    """Steps of one head, and five locks; the lock on the button says that something is frozen."""
    frozen = run_actions.frozen_parts(view)
    if view.live:
        st.session_state.update({frozen_field(part).name: part in frozen for part in PARTS})
    rest, icon = run_actions.heads_rest(view), LOCK_ICON if frozen else ":material/looks_one:"
    with st.popover("Head by head", icon=icon, disabled=rest, help=joint_network.HEADS_UNUSED if rest else None):
        st.caption("A step of one head moves that head and the trunk; the others wait. What is frozen never moves.")
        if view.record.finished:
            st.caption(NO_STEPS)
        for part in (*HEADS, TRUNK):
            _row(view, part, part in frozen)
    if run_actions.frozen_parts(view) != frozen:
        st.rerun()  # a link brought them: the locks are of before


def _row(view: RunView, part: str, frozen: bool) -> None:
    icon = HEAD_STYLES[part].icon if part in HEAD_STYLES else "account_tree"
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f":material/{icon}: {part}", width=90)
        for name, count in _steps(view).items() if part != TRUNK else ():
            _step_button(view, part, name, count, frozen)
        st.toggle(
            "Freeze",
            **bound(frozen_field(part)),
            on_change=run_control.change_frozen,
            args=(part, view.record.id if view.live else None),
        )


def _steps(view: RunView) -> dict[str, int]:
    """Steps of each button: one, and those left of the epoch."""
    epoch = steps_per_epoch(view)
    return {"step": 1, "epoch": epoch - view.record.step % epoch if epoch else 0}


def _step_button(view: RunView, head: str, name: str, count: int, frozen: bool) -> None:
    st.button(
        f"1 {name}",
        key=f"{name}_of_{head}",
        on_click=partial(run_control.take_steps, view.record.id, count, head),
        disabled=frozen or not count or view.record.status not in run_control.WITH_WORKER,
        help=f"Train {head} alone for one {name}, then pause.",
    )
