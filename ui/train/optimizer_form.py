"""The optimiser of the next run: which one, and what is rarely touched in an expander."""

import streamlit as st

from training.loop.optimizers import OPTIMIZERS
from training.settings import SCHEDULES
from ui.shared import fields
from ui.shared.chosen_preset import preset_settings
from ui.shared.url_widgets import bound, selectbox
from ui.train import parameter_inputs, settings_form

SCHEDULE_WORDS = {
    "constant": "The same rate at every step.",
    "one-cycle": "The rate climbs for the first third, then falls to almost nothing: fast, and calm at the end.",
    "cosine": "The rate falls from the first step on, to almost nothing, along half a cosine.",
    "plateau": "The rate is halved whenever the validation loss has stopped falling.",
}
CLIP_HELP = """The most that the norm of all gradients together may be; 0: any. It couples the heads: a loud one
shortens the steps of all."""
L2_HELP = "Added to the loss: this times the sum of all squared kernel weights. 0: off."
SHARES_HELP = """Every step computes each head's gradient and keeps the optimiser's memory of it apart: the panels under
the hood then say exactly who moved the trunk. About twice the time."""


def picker() -> None:
    """The optimiser; its parameters and all that changes its steps are folded away."""
    name = selectbox(
        "Optimiser",
        fields.OPTIMIZER.given(default=preset_settings().optimizer),
        format_func=lambda name: OPTIMIZERS[name].label,
        on_change=settings_form.take_optimizer,
        help="Another one brings its usual learning rate.",
    )
    st.caption(OPTIMIZERS[name].about)
    with st.expander("Optimiser in detail"):
        _details(name)


def _details(name: str) -> None:
    base = settings_form.base()
    parameter_inputs.inputs(OPTIMIZERS[name], base.optimizer_parameters)
    schedule = st.selectbox("Schedule", SCHEDULES, SCHEDULES.index(base.schedule), **bound(fields.SCHEDULE))
    st.caption(SCHEDULE_WORDS[schedule])
    left, right = st.columns(2)
    with left:
        settings_form.number("Clip gradients", fields.CLIP, step=0.5, format="%g", help=CLIP_HELP)
    with right:
        settings_form.number("L2", fields.L2, step=0.0001, format="%g", help=L2_HELP)
    joint = settings_form.joint()
    st.toggle(
        "Exact update shares",
        base.exact_shares,
        **bound(fields.EXACT_SHARES, unused=joint),
        help=SHARES_HELP,
        disabled=joint,
    )
