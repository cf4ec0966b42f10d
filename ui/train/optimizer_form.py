"""The optimiser of the next run, with its parameters in an expander."""

import streamlit as st

from training.loop.optimizers import OPTIMIZERS
from training.settings import LOSSES_FROM, SCHEDULES
from ui.shared import fields
from ui.shared.chosen_preset import preset_settings
from ui.shared.url_state import gone
from ui.shared.url_widgets import bound, selectbox
from ui.train import parameter_inputs, settings_form

SCHEDULE_TEXTS = {
    "constant": "The same rate at every step.",
    "one-cycle": "The rate rises for the first third, then falls to almost 0.",
    "cosine": "The rate falls from the first step to almost 0, along half a cosine.",
    "plateau": "The rate is halved whenever the validation loss has stopped falling.",
}
_OPTIMIZER_HELP = "Another optimiser sets its default learning rate."
_CLIP_HELP = """The maximum norm of all gradients together; 0: no limit. It couples the heads: a large gradient of
one head shortens the steps of all."""
_L2_HELP = "Added to the loss: this times the sum of all squared kernel weights. 0: off."
_LOSS_HELP = """Logits are the outputs before sigmoid or softmax: their loss never saturates. Keras 2 (2019) clipped the
probabilities at 1e-7 instead: a wrong answer costs 16.1 at most, and one that is as wrong as that has no gradient."""
_RESET_HELP = """After this step the optimiser's state (Adam: both moments and the count of steps) is wiped, once. 0:
never. Very large first gradients stay in Adam's second moment for about 1 / (1 - beta 2) steps and make the steps
small."""
_SHARES_HELP = """Every step computes each head's gradient and its own optimiser state, so that the gradient panels show
exactly which head moved the trunk. Takes about twice the time."""


def optimizer_picker() -> None:
    """Draw the picker; parameters, schedule, clipping and L2 are in an expander."""
    labels = {name: optimizer.label for name, optimizer in OPTIMIZERS.items()}
    field, options = fields.OPTIMIZER.given(default=preset_settings().optimizer), {"help": _OPTIMIZER_HELP}
    words = gone("optimiser", f"using {labels[field.default]}")
    name = selectbox("Optimiser", field, labels, words, on_change=settings_form.take_optimizer, **options)
    st.caption(OPTIMIZERS[name].about)
    with st.expander("Optimiser in detail"):
        _details(name)


def _details(name: str) -> None:
    base = settings_form.base_settings()
    parameter_inputs.draw_parameters(OPTIMIZERS[name], base.optimizer_parameters)
    schedule = st.selectbox("Schedule", SCHEDULES, SCHEDULES.index(base.schedule), **bound(fields.SCHEDULE))
    st.caption(SCHEDULE_TEXTS[schedule])
    left, right = st.columns(2)
    with left:
        settings_form.number_setting("Clip gradients", fields.CLIP, step=0.5, format="%g", help=_CLIP_HELP)
    with right:
        settings_form.number_setting("L2", fields.L2, step=0.0001, format="%g", help=_L2_HELP)
    joint = settings_form.joint_is_chosen()
    field = fields.LOSS_FROM.given(default=base.loss_from)
    selectbox("Loss computed from", field, LOSSES_FROM, help=_LOSS_HELP, disabled=joint)
    settings_form.number_setting("Reset optimiser state at step", fields.OPTIMIZER_RESET, step=1, help=_RESET_HELP)
    link = bound(fields.EXACT_SHARES, unused=joint)
    st.toggle("Exact update shares", base.exact_shares, **link, help=_SHARES_HELP, disabled=joint)
