"""The four sliders of the loss weights on a log scale with 0, each with its share."""

from collections.abc import Collection, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.balance.method import Method
from model.heads import HEADS
from training.presets import PRESETS
from training.settings import equal_weights
from training.weight_grid import WEIGHT_GRID, nearest_weight
from ui.shared import fields
from ui.shared.format import percent, unbroken
from ui.shared.layout import horizontal, why_popover
from ui.shared.staged_settings import stage_weights
from ui.shared.theme import HEAD_STYLES, LOCK_ICON
from ui.shared.url_widgets import bound

PRESET_WEIGHTS = {"Equal": equal_weights(), "Coursework 5/2/1/50": PRESETS["coursework-v3"].settings.weights}
_FACTORS = {"All ×10": 10.0, "All ÷10": 0.1}
_FACTOR_HELP = "With Adam a common factor of all weights changes nothing: try it while a run trains."
_WHY = """
**{label}.** {about}

{source}

Adam divides every step by the size of the recent gradients, so a factor on the loss cancels out in a head's own layers.
The weights act in the trunk, which all four heads share: there the weighted gradients are added up. Plain SGD does not
divide: a weight of 10 makes steps of 10 times the length.

When you apply new weights during a run, the optimiser state of each head is rescaled with its weight; otherwise the
head would take too small or too large steps for hundreds of steps. For the trunk no exact correction exists. A mark on
the charts shows the step of the change, and the line under them its effect.
"""


def draw_sliders(
    preset: str, method: type[Method], frozen: Collection[str] = (), *, joint: bool = False
) -> dict[str, float]:
    """Draw the four sliders and buttons for common weights.

    Args:
        preset: Its weights are the default.
        method: Its use of the sliders is shown below them.
        frozen: Heads that are marked with a lock.
        joint: The network gives one answer, so the weights do not apply.
    """
    defaults = {head: nearest_weight(weight) for head, weight in PRESETS[preset].settings.weights.items()}
    disabled = joint or method.role == "nothing"
    with st.container(gap="xsmall"):
        rows = {head: st.container(gap=None) for head in HEADS}
        labels = {head: row.container() for head, row in rows.items()}
        weights = {head: _slider(head, row, defaults[head], disabled, joint) for head, row in rows.items()}
    for head, share in shares(weights).items():
        labels[head].markdown(_label(head, share, head in frozen))
    if not joint:
        st.caption(f"{method.sliders_mean} {method.cost}")
    _preset_buttons(method, disabled)
    return weights


def _preset_buttons(method: type[Method], disabled: bool) -> None:
    with horizontal("top", gap="xsmall"):
        for name, ready in PRESET_WEIGHTS.items():
            st.button(name, on_click=stage_weights, args=(ready,), disabled=disabled)
        for name, factor in _FACTORS.items():
            st.button(name, on_click=multiply, args=(factor,), disabled=disabled, help=_FACTOR_HELP)
        why_popover(_WHY.format(label=method.label, about=method.about, source=method.source))


def _slider(head: str, row: DeltaGenerator, default: float, disabled: bool, joint: bool) -> float:
    options = bound(fields.weight(head), unused=joint) | {"label_visibility": "collapsed", "disabled": disabled}
    return row.select_slider(f"Loss weight of {head}", WEIGHT_GRID, default, "{:g}".format, **options)


def _label(head: str, share: float, frozen: bool) -> str:
    """Icon in the colour of the head, name and share; a lock if it is frozen."""
    look = HEAD_STYLES[head]
    icon = f":material/{look.icon}:"
    if not look.colour.startswith("var("):  # the text colour
        icon = f':color[{icon}]{{foreground="{look.colour}"}}'
    return f"{icon} **{head}** · {share_text(share)}{f' {LOCK_ICON}' if frozen else ''}"


def multiply(factor: float) -> None:
    """Multiply all sliders by a factor, within their bounds; a callback."""
    stage_weights({head: fields.weight(head).held() * factor for head in HEADS})


def slider_weights(defaults: Mapping[str, float]) -> dict[str, float]:
    """The values of the sliders, also before they are drawn."""
    return {head: fields.weight(head).held(defaults[head]) for head in HEADS}


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Each weight as a share of their sum, 0..1; all 0 if they are."""
    total = sum(weights.values())
    return {head: weight / total if total else 0.0 for head, weight in weights.items()}


def share_text(share: float) -> str:
    """A share in whole percent; small shares are '< 1 %'."""
    return unbroken("< 1 %") if 0 < share < 0.01 else percent(share, 0)
