"""Loss-weight sliders: four on a log scale with 0, each with its share, staged until they are applied."""

from collections.abc import Collection, Mapping

import streamlit as st

from model.balance.method import Method
from model.heads import HEADS
from training.presets import PRESETS
from training.settings import equal_weights
from training.weight_grid import WEIGHTS, nearest
from ui.shared import fields
from ui.shared.format import percent
from ui.shared.staged_settings import stage_weights
from ui.shared.theme import HEAD_STYLES, LOCK_ICON
from ui.shared.url_widgets import bound

READY_MADE = {"Equal": equal_weights(), "Coursework 5/2/1/50": PRESETS["coursework-v3"].settings.weights}
FACTORS = {"All ×10": 10.0, "All ÷10": 0.1}
FACTOR_HELP = "Try it while a run with Adam learns: a factor that all weights share changes nothing."
WHY = """
**{label}.** {about}

{source}

Adam divides every step by the size of the recent gradients, so a factor on the loss cancels out in a head's own layers:
they do not feel their weight. Only the trunk, which all four share, does: there the heads' gradients are added up, and
the weights decide who is heard. Plain SGD divides by nothing: a weight of 10 makes steps of 10 times the length.

When you apply new weights during a run, the optimiser's memory of each head is rescaled with its weight, or the head
would creep or leap for hundreds of steps. For the trunk there is no exact cure; the mark on the charts shows when it
happened, and the line under them what it did.
"""


def sliders(
    preset: str, method: type[Method], frozen: Collection[str] = (), *, joint: bool = False
) -> dict[str, float]:
    """The four sliders, and buttons for ready-made weights.

    Args:
        preset: Its weights are the default.
        method: What it does with the sliders stands below them.
        frozen: Heads that stay as they are; they have a lock.
        joint: The network gives one answer, so the weights do not apply.
    """
    defaults = {head: nearest(weight) for head, weight in PRESETS[preset].settings.weights.items()}
    known = staged(defaults)
    disabled = joint or method.role == "nothing"
    with st.container(gap="xsmall"):
        labels = {head: _label(head, share, head in frozen) for head, share in shares(known).items()}
        weights = {head: _slider(head, label, defaults[head], disabled, joint) for head, label in labels.items()}
    if weights != known and not joint:
        st.rerun()  # a link brought them: the shares in the labels are of before
    if not joint:
        st.caption(f"{method.sliders_mean} {method.cost}")
    _ready_made(method, disabled)
    return weights


def _ready_made(method: type[Method], disabled: bool) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        for name, ready in READY_MADE.items():
            st.button(name, on_click=stage_weights, args=(ready,), disabled=disabled)
        for name, factor in FACTORS.items():
            st.button(name, on_click=multiply, args=(factor,), disabled=disabled, help=FACTOR_HELP)
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY.format(label=method.label, about=method.about, source=method.source))


def _slider(head: str, label: str, default: float, disabled: bool, joint: bool) -> float:
    with st.container(gap=None):
        st.markdown(label)
        return st.select_slider(
            f"Loss weight of {head}",
            WEIGHTS,
            value=default,
            format_func=lambda weight: f"{weight:g}",
            **bound(fields.weight(head), unused=joint),
            label_visibility="collapsed",
            disabled=disabled,
        )


def _label(head: str, share: float, frozen: bool) -> str:
    """Icon, name and share in the colour of the head; a lock if it is frozen."""
    look = HEAD_STYLES[head]
    name = f":material/{look.icon}: {head}"
    if not look.colour.startswith("var("):  # that one is the colour of the text
        name = f':color[{name}]{{foreground="{look.colour}"}}'
    return f"**{name}** · {share_words(share)}{f' {LOCK_ICON}' if frozen else ''}"


def multiply(factor: float) -> None:
    """Move all sliders by one factor, or as far as they can go. A callback: all of them are drawn."""
    stage_weights({head: st.session_state[fields.weight(head).name] * factor for head in HEADS})


def staged(defaults: Mapping[str, float]) -> dict[str, float]:
    """What the sliders say, or will say."""
    return {head: st.session_state.get(fields.weight(head).name, defaults[head]) for head in HEADS}


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Each weight as a share of their sum, 0..1; all 0 if they are."""
    total = sum(weights.values())
    return {head: weight / total if total else 0.0 for head, weight in weights.items()}


def share_words(share: float) -> str:
    """In whole percent; what is not 0 does not look so."""
    return "< 1 %" if 0 < share < 0.01 else percent(share, 0)
